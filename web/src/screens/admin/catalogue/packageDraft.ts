import type { PackagePartsFragment, PackagePriceInput, VolumeTierInput } from "@/gql/adminCatalogue/graphql";
import { majorUnits, minorUnits, optional, priceOf, tokenCount, wholeNumber } from "../parts/money";

export interface PriceDraft {
  currency: string;
  amount: string;
  listAmount: string;
}

export interface TierDraft {
  quantity: string;
  discountPercent: string;
}

/** A package as it stands in the form: texts, as they are typed. */
export interface PackageDraft {
  packageId: string;
  name: string;
  tokens: string;
  prices: PriceDraft[];
  tiers: TierDraft[];
  popular: boolean;
  default: boolean;
  order: string;
}

export const NEW_PRICE: PriceDraft = { currency: "", amount: "", listAmount: "" };
export const NEW_TIER: TierDraft = { quantity: "", discountPercent: "" };

export const NEW_PACKAGE: PackageDraft = {
  packageId: "",
  name: "",
  tokens: "",
  prices: [NEW_PRICE],
  tiers: [],
  popular: false,
  default: false,
  order: "",
};

export function draftOf(stored: PackagePartsFragment): PackageDraft {
  return {
    packageId: stored.id,
    name: stored.name,
    tokens: stored.tokens,
    prices: stored.prices.map(({ price, listPrice }) => ({
      currency: price.currency,
      amount: majorUnits(price.amount, price.currency),
      listAmount: listPrice ? majorUnits(listPrice.amount, price.currency) : "",
    })),
    tiers: stored.tiers.map((tier) => ({ quantity: String(tier.quantity), discountPercent: String(tier.discountPercent) })),
    popular: stored.popular,
    default: stored.default,
    order: String(stored.order),
  };
}

/** What the API takes. Null while something is missing, or is no number; what numbers may be is the server's to say. */
export function inputOf(draft: PackageDraft) {
  const tokens = tokenCount(draft.tokens);
  const prices = draft.prices.map(listedPriceOf);
  const tiers = draft.tiers.map(tierOf);
  const order = optional(draft.order, wholeNumber);
  if (!draft.packageId.trim() || !draft.name.trim() || tokens === null || order === undefined) return null;
  if (!prices.every((price) => price !== null) || !tiers.every((tier) => tier !== null)) return null;
  const { popular, default: isDefault } = draft;
  return { packageId: draft.packageId.trim(), name: draft.name.trim(), tokens, prices, tiers, popular, default: isDefault, order };
}

function listedPriceOf(draft: PriceDraft): PackagePriceInput | null {
  const price = priceOf(draft);
  const listAmount = optional(draft.listAmount, (text) => minorUnits(text, price?.currency ?? ""));
  return price && listAmount !== undefined ? { ...price, listAmount } : null;
}

function tierOf({ quantity, discountPercent }: TierDraft): VolumeTierInput | null {
  const [from, percent] = [wholeNumber(quantity), wholeNumber(discountPercent)];
  return from === undefined || percent === undefined ? null : { quantity: from, discountPercent: percent };
}
