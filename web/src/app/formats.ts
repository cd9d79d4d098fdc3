import { digitsOf } from "./currencies";
import { language, locale } from "./languages";

/** A count of tokens: `12345` becomes `12,345`. Counts are texts of up to 64 bits, never JavaScript numbers. */
export function tokens(count: string | bigint): string {
  return new Intl.NumberFormat(locale()).format(BigInt(count));
}

/** A count, shortened where it is long: `1234567` becomes `1.2M`. For charts and cards; tables show it whole. */
export function shortTokens(count: string | bigint): string {
  return new Intl.NumberFormat(locale(), { notation: "compact", maximumFractionDigits: 1, useGrouping: "always" }).format(BigInt(count));
}

/** Minor units as people write them: 3500 CNY becomes `CN¥35.00`. Exact: no fraction is calculated with. */
export function money({ amount, currency }: { amount: string | bigint; currency: string }): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat(locale(), { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [sign, units] = String(amount).startsWith("-") ? ["-", String(amount).slice(1)] : ["", String(amount)];
  const whole = units.padStart(digits + 1, "0");
  const point = whole.length - digits;
  return format.format(`${sign}${whole.slice(0, point)}.${whole.slice(point)}` as `${number}`);
}

/** A decimal number of any length, exactly, to three places: `1234.500` becomes `1,234.5`. */
export function decimal(number: string): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 3 }).format(number as `${number}`);
}

/** A moment as a date and a time of this device's zone. */
export function dateTime(moment: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));
}

export function date(moment: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(moment));
}

/** A moment as a chart over time names it, whose bars are an hour, a day, a week or a month each. */
export function timeLabel(moment: Date, bucket: "HOUR" | "DAY" | "WEEK" | "MONTH"): string {
  const form: Intl.DateTimeFormatOptions =
    bucket === "HOUR" ? { hour: "2-digit", minute: "2-digit" } : bucket === "MONTH" ? { month: "short" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale(), form).format(moment);
}

/** How long ago or ahead, in its largest unit: `3 days ago`. */
export function relative(moment: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(moment) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return format.format(Math.trunc(seconds / size), unit);
}

/** What is left of a wait: `23h 2m 24s`. Never below zero. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const inUnits = (count: number, unit: string) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "narrow" }).format(Math.floor(count));
  const parts = [inUnits(left / 3600, "hour"), inUnits((left % 3600) / 60, "minute"), inUnits(left % 60, "second")];
  return parts.slice(left >= 3600 ? 0 : left >= 60 ? 1 : 2).join(" ");
}

/** Short texts one after the other: `3 failed, 1 refused`. */
export function listed(texts: string[]): string {
  return texts.join(language() === "zh" ? "，" : ", ");
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 1 }).format(share);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
