import { optional, tokenCount, wholeNumber } from "../parts/money";
import type { ModelOverride } from "./ModelsPage";

export const RATES = ["input", "output", "cacheRead", "cacheWrite", "reasoning", "image"] as const;
type Rate = (typeof RATES)[number];

/** What is set for a model as it stands in the form; "" where nothing is. */
export interface ModelDraft extends Record<Rate, string> {
  name: string;
  hidden: boolean;
  premium: boolean;
  factor: string;
  margin: string;
}

export function draftOf(stored?: ModelOverride): ModelDraft {
  const text = (count: number | null | undefined) => (count == null ? "" : String(count));
  const rates = Object.fromEntries(RATES.map((rate) => [rate, stored?.rates?.[rate] ?? ""])) as Record<Rate, string>;
  return {
    name: stored?.name ?? "",
    hidden: stored?.hidden ?? false,
    premium: stored?.premium ?? false,
    factor: text(stored?.factorPerMille),
    margin: text(stored?.marginPerMille),
    ...rates,
  };
}

/** What the API takes; null takes away what was set. Null as a whole where a field holds no number. */
export function inputOf({ name, hidden, premium, factor, margin, ...typed }: ModelDraft) {
  const [factorPerMille, marginPerMille] = [optional(factor, wholeNumber), optional(margin, wholeNumber)];
  const rates = ratesOf(typed);
  if (factorPerMille === undefined || marginPerMille === undefined || rates === undefined) return null;
  return { name: name.trim() || null, hidden, premium, factorPerMille, marginPerMille, rates };
}

/** Null where all are empty: there are none of one's own. Undefined where one is no number, or one of the first two is missing. */
function ratesOf(typed: Record<Rate, string>) {
  const counts = RATES.map((rate) => [rate, optional(typed[rate], tokenCount)] as const);
  if (counts.every(([, count]) => count === null)) return null;
  const { input, output, ...others } = Object.fromEntries(counts) as Record<Rate, string | null | undefined>;
  if (!input || !output || Object.values(others).includes(undefined)) return undefined;
  return { input, output, ...others };
}
