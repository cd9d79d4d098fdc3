import type { PlanPartsFragment, PlanPriceInput } from "@/gql/adminPlans/graphql";
import { majorUnits, optional, priceOf, tokenCount, wholeNumber } from "../parts/money";

export interface PlanPriceDraft {
  currency: string;
  amount: string;
  interval: "MONTH" | "YEAR";
}

/** A plan as it stands in the form: texts, as they are typed. */
export interface PlanDraft {
  planId: string;
  name: string;
  prices: PlanPriceDraft[];
  tokensPerMonth: string;
  maxTokensPerRequest: string;
  requestsPerDay: string;
  premiumModels: boolean;
  priority: string;
  graceDays: string;
  order: string;
}

export const NEW_PLAN_PRICE: PlanPriceDraft = { currency: "", amount: "", interval: "MONTH" };

export const NEW_PLAN: PlanDraft = {
  planId: "",
  name: "",
  prices: [NEW_PLAN_PRICE],
  tokensPerMonth: "",
  maxTokensPerRequest: "",
  requestsPerDay: "",
  premiumModels: false,
  priority: "0",
  graceDays: "3",
  order: "",
};

export function planDraftOf({ id, order, graceDays, plan }: PlanPartsFragment): PlanDraft {
  const { limits } = plan;
  return {
    planId: id,
    name: plan.name,
    prices: plan.prices.map(({ interval, price }) => ({
      interval,
      currency: price.currency,
      amount: majorUnits(price.amount, price.currency),
    })),
    tokensPerMonth: limits.tokensPerMonth,
    maxTokensPerRequest: String(limits.maxTokensPerRequest),
    requestsPerDay: limits.requestsPerDay == null ? "" : String(limits.requestsPerDay),
    premiumModels: limits.premiumModels,
    priority: String(limits.priority),
    graceDays: String(graceDays),
    order: String(order),
  };
}

/** What the API takes. Null while something is missing, or is no number; what numbers may be is the server's to say. */
export function planInputOf(draft: PlanDraft) {
  const tokensPerMonth = tokenCount(draft.tokensPerMonth);
  const maxTokensPerRequest = wholeNumber(draft.maxTokensPerRequest);
  const requestsPerDay = optional(draft.requestsPerDay, wholeNumber);
  const order = optional(draft.order, wholeNumber);
  const [priority, graceDays] = [wholeNumber(draft.priority), wholeNumber(draft.graceDays)];
  const prices = draft.prices.map(intervalPriceOf);
  if (!draft.planId.trim() || !draft.name.trim() || tokensPerMonth === null || maxTokensPerRequest === undefined) return null;
  if (requestsPerDay === undefined || order === undefined || priority === undefined || graceDays === undefined) return null;
  if (!prices.every((price) => price !== null)) return null;
  return {
    planId: draft.planId.trim(),
    name: draft.name.trim(),
    prices,
    tokensPerMonth,
    maxTokensPerRequest,
    requestsPerDay,
    premiumModels: draft.premiumModels,
    priority,
    graceDays,
    order,
  };
}

function intervalPriceOf(draft: PlanPriceDraft): PlanPriceInput | null {
  const price = priceOf(draft);
  return price && { ...price, interval: draft.interval };
}
