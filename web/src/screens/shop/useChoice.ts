import { useSearchParams } from "wouter";
import type { PaymentMethod } from "@/gql/shop/graphql";

export const MOST_PACKAGES = 100;

/** What is to be bought, as far as it is chosen. It stands in the address, so that it outlives signing in, and can be linked to. */
export interface Choice {
  packageId: string | null;
  quantity: number;
  method: PaymentMethod | null;
  /** Null: the usual price of each package. */
  currency: string | null;
  promoCode: string | null;
  /** Null: for the buyer. */
  teamId: string | null;
}

export function useChoice(): [Choice, (change: Partial<Choice>) => void] {
  const [address, setAddress] = useSearchParams();
  const choice = readChoice(address);
  return [choice, (change) => setAddress(choiceParams({ ...choice, ...change }), { replace: true })];
}

/** The shop with this choice. */
export function shopPath(choice: Partial<Choice>): string {
  const search = choiceParams({ ...NOTHING, ...choice }).toString();
  return search ? `/shop?${search}` : "/shop";
}

const NOTHING: Choice = { packageId: null, quantity: 1, method: null, currency: null, promoCode: null, teamId: null };

function readChoice(address: URLSearchParams): Choice {
  const quantity = Number.parseInt(address.get("quantity") ?? "1", 10);
  return {
    packageId: address.get("package"),
    quantity: Number.isNaN(quantity) ? 1 : Math.min(Math.max(quantity, 1), MOST_PACKAGES),
    method: address.get("method") as PaymentMethod | null, // one that is not on offer is as none
    currency: address.get("currency"),
    promoCode: address.get("promo"),
    teamId: address.get("team"),
  };
}

function choiceParams({ packageId, quantity, method, currency, promoCode, teamId }: Choice): URLSearchParams {
  const named = { package: packageId, quantity: quantity === 1 ? null : String(quantity), method, currency, promo: promoCode, team: teamId };
  return new URLSearchParams(Object.entries(named).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
