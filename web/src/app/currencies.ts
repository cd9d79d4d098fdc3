// As services/money.py of the server: Stripe's own list, which is not that of browsers for every currency.
const NO_DIGITS = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const THREE_DIGITS = new Set("BHD JOD KWD OMR TND".split(" "));

/** How many decimal digits amounts of this currency have: 2 for CNY, 0 for JPY. */
export function digitsOf(currency: string): number {
  if (NO_DIGITS.has(currency)) return 0;
  return THREE_DIGITS.has(currency) ? 3 : 2;
}
