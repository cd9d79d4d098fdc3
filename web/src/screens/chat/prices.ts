import { decimal } from "@/app/formats";

/** A rate, which is for a million model tokens, for a thousand: `1300000` becomes `1,300`, and `12` becomes `0.012`. */
export function perThousand(rate: string): string {
  const digits = BigInt(rate).toString().padStart(4, "0");
  return decimal(`${digits.slice(0, -3)}.${digits.slice(-3)}`);
}
