import type { TimeBucket } from "@/gql/usage/graphql";

export const RANGES = ["day", "week", "month", "year"] as const;
export type RangeName = (typeof RANGES)[number];

export interface Range {
  from: string;
  to: string;
  bucket: TimeBucket;
  timezone: string;
}

const LENGTH: Record<RangeName, { parts: number; bucket: TimeBucket }> = {
  day: { parts: 24, bucket: "HOUR" },
  week: { parts: 7, bucket: "DAY" },
  month: { parts: 30, bucket: "DAY" },
  year: { parts: 12, bucket: "MONTH" },
};

/** The last so many hours, days or months, the present one included, by the clock of this device. */
export function rangeOf(name: RangeName, now: Date): Range {
  const { bucket } = LENGTH[name];
  const starts = startsOf(name, now);
  return {
    from: starts[0]!.toISOString(),
    to: new Date(now.getTime() + 60_000).toISOString(), // charges of this minute, too
    bucket,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** When each part begins; also those in which nothing was charged. */
export function startsOf(name: RangeName, now: Date): Date[] {
  const { parts, bucket } = LENGTH[name];
  return Array.from({ length: parts }, (_, place) => beginOf(bucket, now, parts - 1 - place));
}

/** The same, of a range. */
export function startsOfRange(range: Range): Date[] {
  const name = RANGES.find((each) => LENGTH[each].bucket === range.bucket && startsOf(each, new Date(range.to))[0]?.toISOString() === range.from);
  return startsOf(name ?? "month", new Date(range.to));
}

function beginOf(bucket: TimeBucket, now: Date, ago: number): Date {
  const [year, month, day, hour] = [now.getFullYear(), now.getMonth(), now.getDate(), now.getHours()];
  if (bucket === "MONTH") return new Date(year, month - ago, 1);
  if (bucket === "HOUR") return new Date(year, month, day, hour - ago);
  return new Date(year, month, day - ago);
}
