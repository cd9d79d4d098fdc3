import type { PackagePartsFragment, PackagePriceInput, VolumeTierInput } from "@/gql/adminCatalogue/graphql";
import { majorUnits, minorUnits, tokenCount } from "../parts/money";

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
  const prices = draft.prices.map(priceOf);
  const tiers = draft.tiers.map(tierOf);
  const order = draft.order.trim() === "" ? null : wholeNumber(draft.order);
  if (!draft.packageId.trim() || !draft.name.trim() || tokens === null || order === undefined) return null;
  if (!prices.every((price) => price !== null) || !tiers.every((tier) => tier !== null)) return null;
  const { popular, default: isDefault } = draft;
  return { packageId: draft.packageId.trim(), name: draft.name.trim(), tokens, prices, tiers, popular, default: isDefault, order };
}

function priceOf({ currency, amount, listAmount }: PriceDraft): PackagePriceInput | null {
  const code = currency.trim().toUpperCase();
  const price = minorUnits(amount, code);
  const listed = listAmount.trim() ? minorUnits(listAmount, code) : null;
  if (!/^[A-Z]{3}$/.test(code) || price === null || (listAmount.trim() && listed === null)) return null;
  return { currency: code, amount: price, listAmount: listed };
}

function tierOf({ quantity, discountPercent }: TierDraft): VolumeTierInput | null {
  const [from, percent] = [wholeNumber(quantity), wholeNumber(discountPercent)];
  return from === undefined || percent === undefined ? null : { quantity: from, discountPercent: percent };
}

/** Small counts are numbers in the API. Undefined where it is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}
