import type { TimeBucket } from "@/gql/adminOverview/graphql";
import { dayOf, startOfDay } from "../parts/days";

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

export const RANGES = ["day", "week", "month", "quarter", "custom"] as const;
export type RangeName = (typeof RANGES)[number];

export interface Range {
  from: string;
  to: string;
  bucket: TimeBucket;
}

const DAYS: Record<Exclude<RangeName, "custom">, number> = { day: 1, week: 7, month: 30, quarter: 90 };

/** The range up to now, in whole days of this device's zone; `day` is the last 24 hours. It ends with a whole quarter of an hour. */
export function rangeOf(name: RangeName, firstDay: string, lastDay: string, now: Date): Range {
  if (name === "custom") return customRange(firstDay, lastDay, now);
  const to = new Date(Math.ceil((now.getTime() + 1) / QUARTER_MS) * QUARTER_MS);
  const days = DAYS[name];
  const from = days === 1 ? new Date(to.getTime() - DAY_MS).toISOString() : startOfDay(dayOf(now), 1 - days)!;
  return { from, to: to.toISOString(), bucket: bucketOf(days) };
}

function customRange(firstDay: string, lastDay: string, now: Date): Range {
  const from = startOfDay(firstDay) ?? startOfDay(dayOf(now))!;
  const end = startOfDay(lastDay, 1) ?? startOfDay(dayOf(now), 1)!;
  const to = end > from ? end : startOfDay(dayOf(new Date(from)), 1)!;
  return { from, to, bucket: bucketOf((Date.parse(to) - Date.parse(from)) / DAY_MS) };
}

function bucketOf(days: number): TimeBucket {
  if (days <= 2) return "HOUR";
  if (days <= 92) return "DAY";
  return days <= 731 ? "WEEK" : "MONTH";
}

/** The beginning, in milliseconds, of each part of the range, those included in which nothing happened. */
export function partsOf({ from, to, bucket }: Range): number[] {
  const parts: number[] = [];
  const end = Date.parse(to);
  for (let part = beginning(new Date(from), bucket); part.getTime() < end; part = next(part, bucket)) parts.push(part.getTime());
  return parts;
}

function beginning(moment: Date, bucket: TimeBucket): Date {
  const [year, month, day] = [moment.getFullYear(), moment.getMonth(), moment.getDate()];
  if (bucket === "HOUR") return new Date(year, month, day, moment.getHours());
  if (bucket === "DAY") return new Date(year, month, day);
  if (bucket === "WEEK") return new Date(year, month, day - ((moment.getDay() + 6) % 7)); // from Monday on
  return new Date(year, month, 1);
}

function next(part: Date, bucket: TimeBucket): Date {
  const [year, month, day] = [part.getFullYear(), part.getMonth(), part.getDate()];
  if (bucket === "HOUR") return new Date(part.getTime() + 3_600_000);
  if (bucket === "MONTH") return new Date(year, month + 1, 1);
  return new Date(year, month, day + (bucket === "WEEK" ? 7 : 1));
}
