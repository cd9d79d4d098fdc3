import { locale } from "@/app/languages";

const MICRO = 1_000_000n;

/** Millionths of a US dollar, rounded up to whole cents: `1250000` becomes `$1.25`. */
export function dollars(microdollars: string): string {
  const cents = (BigInt(microdollars) * 100n + MICRO - 1n) / MICRO;
  const format = new Intl.NumberFormat(locale(), { style: "currency", currency: "USD" });
  return format.format(`${cents / 100n}.${String(cents % 100n).padStart(2, "0")}` as `${number}`);
}
