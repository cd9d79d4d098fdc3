import type { SetModelOverrideInput } from "@/gql/adminModels/graphql";
import { optional, tokenCount, wholeNumber } from "../parts/money";
import type { ModelOverride } from "./ModelsPage";

export const RATES = ["input", "output", "cacheRead", "cacheWrite", "reasoning", "image"] as const;
type Rate = (typeof RATES)[number];

/** What is set for a model as it stands in the form; "" where nothing is. */
export interface ModelDraft extends Record<Rate, string> {
  modelId: string;
  name: string;
  hidden: boolean;
  premium: boolean;
  factor: string;
  margin: string;
}

export function draftOf(modelId: string, stored?: ModelOverride): ModelDraft {
  const text = (count: number | null | undefined) => (count == null ? "" : String(count));
  const rates = Object.fromEntries(RATES.map((rate) => [rate, stored?.rates?.[rate] ?? ""])) as Record<Rate, string>;
  return {
    modelId,
    name: stored?.name ?? "",
    hidden: stored?.hidden ?? false,
    premium: stored?.premium ?? false,
    factor: text(stored?.factorPerMille),
    margin: text(stored?.marginPerMille),
    ...rates,
  };
}

/** What is sent: only what was changed, so that nothing is taken away which the form did not show. Null while that is nothing, or no number. */
export function changesOf(before: ModelDraft, after: ModelDraft): SetModelOverrideInput | null {
  const isChanged = (...names: (keyof ModelDraft)[]) => names.some((name) => before[name] !== after[name]);
  const input: SetModelOverrideInput = { modelId: after.modelId.trim() };
  if (isChanged("name")) input.name = after.name.trim() || null;
  if (isChanged("hidden")) input.hidden = after.hidden;
  if (isChanged("premium")) input.premium = after.premium;
  if (isChanged("factor")) input.factorPerMille = optional(after.factor, wholeNumber);
  if (isChanged("margin")) input.marginPerMille = optional(after.margin, wholeNumber);
  if (isChanged(...RATES)) input.rates = ratesOf(after);
  const isWhole = Object.values(input).every((value) => value !== undefined);
  return isWhole && input.modelId && Object.keys(input).length > 1 ? input : null;
}

/** Null where all are empty: the rates are taken away. Undefined where one is no number, or one of the first two is missing. */
function ratesOf(draft: ModelDraft): SetModelOverrideInput["rates"] | undefined {
  const counts = RATES.map((rate) => [rate, optional(draft[rate], tokenCount)] as const);
  if (counts.every(([, count]) => count === null)) return null;
  const { input, output, ...others } = Object.fromEntries(counts) as Record<Rate, string | null | undefined>;
  if (!input || !output || Object.values(others).some((count) => count === undefined)) return undefined;
  return { input, output, ...others };
}
