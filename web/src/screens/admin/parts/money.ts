// As services/money.py of the server: Stripe's own list, which is not that of browsers for every currency.
const NO_DIGITS = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const THREE_DIGITS = new Set("BHD JOD KWD OMR TND".split(" "));

function digitsOf(currency: string): number {
  if (NO_DIGITS.has(currency)) return 0;
  return THREE_DIGITS.has(currency) ? 3 : 2;
}

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
