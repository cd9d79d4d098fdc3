import { digitsOf } from "@/app/currencies";

/** `12.5` of CNY is `1250`, in whole minor units. Null where it is no amount of the currency. */
export function minorUnits(text: string, currency: string): string | null {
  const digits = digitsOf(currency);
  const parts = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = parts?.[2] ?? "";
  if (!parts || fraction.length > digits) return null;
  return BigInt(`${parts[1]}${fraction.padEnd(digits, "0")}`).toString();
}

/** `1250` of CNY is `12.50`, as it is typed into a field. */
export function majorUnits(amount: string, currency: string): string {
  const digits = digitsOf(currency);
  if (digits === 0) return amount;
  const padded = amount.padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Whole tokens, as they were typed: `1000` or `1,000`. Null where it is no count. */
export function tokenCount(text: string): string | null {
  const typed = text.trim();
  if (!/^(\d{1,16}|\d{1,3}(,\d{3}){1,5})$/.test(typed)) return null;
  return BigInt(typed.replaceAll(",", "")).toString();
}
