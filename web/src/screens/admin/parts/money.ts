import { digitsOf } from "@/app/currencies";
import { locale } from "@/app/languages";

/** `12.5` of CNY is `1250`, in whole minor units. Null where it is no amount of the currency. */
export function minorUnits(text: string, currency: string): string | null {
  return scaled(text, digitsOf(currency));
}

/** `1250` of CNY is `12.50`, as it is typed into a field. */
export function majorUnits(amount: string, currency: string): string {
  return unscaled(amount, digitsOf(currency));
}

/** What the API takes as a price: `cny` and `12.5` are `CNY` and `1250`. Null where it is none. */
export function priceOf({ currency, amount }: { currency: string; amount: string }): { currency: string; amount: string } | null {
  const code = currency.trim().toUpperCase();
  const price = minorUnits(amount, code);
  return /^[A-Z]{3}$/.test(code) && price !== null ? { currency: code, amount: price } : null;
}

/** Whole tokens, as they were typed: `1000` or `1,000`. Null where it is no count. */
export function tokenCount(text: string): string | null {
  const typed = text.trim();
  if (!/^(\d{1,16}|\d{1,3}(,\d{3}){1,5})$/.test(typed)) return null;
  return BigInt(typed.replaceAll(",", "")).toString();
}

/** Small counts are numbers in the API. Undefined where it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** What `read` makes of a field that may be left empty: null where it is, undefined where it holds something else than it should. */
export function optional<Value>(text: string, read: (text: string) => Value | null | undefined): Value | null | undefined {
  return text.trim() === "" ? null : (read(text) ?? undefined);
}

const MICRO_DIGITS = 6;
const CENT = 10_000n;

/** `1.25` US dollars are `1250000` millionths. Null where it is no amount. */
export function microdollars(text: string): string | null {
  return scaled(text, MICRO_DIGITS);
}

/** `1250000` millionths of a US dollar are `1.25`, exactly, as it is typed into a field. */
export function typedDollars(micro: string): string {
  return unscaled(micro, MICRO_DIGITS).replace(/(\.\d\d)(\d*?)0+$/, "$1$2");
}

/** Millionths of a US dollar, rounded up to whole cents, for people: `1250000` becomes `$1.25`. */
export function dollars(micro: string): string {
  const cents = (BigInt(micro) + CENT - 1n) / CENT;
  const format = new Intl.NumberFormat(locale(), { style: "currency", currency: "USD" });
  return format.format(unscaled(String(cents), 2) as `${number}`);
}

function scaled(text: string, digits: number): string | null {
  const parts = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = parts?.[2] ?? "";
  if (!parts || fraction.length > digits) return null;
  return BigInt(`${parts[1]}${fraction.padEnd(digits, "0")}`).toString();
}

function unscaled(amount: string, digits: number): string {
  if (digits === 0) return amount;
  const padded = amount.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
