import { dayOf, startOfDay } from "../parts/days";
import { optional, priceOf, tokenCount, wholeNumber } from "../parts/money";
import type { PromoCode } from "./PromoCodesPage";

/** How often, when and for what a code may be used, as it stands in the form. */
export interface Limits {
  totalCap: string;
  perUserCap: string;
  /** Days of this device's zone, as date fields write them; "" for always. */
  firstDay: string;
  lastDay: string;
  packageIds: string;
  active: boolean;
}

interface CodeDraft extends Limits {
  code: string;
  kind: PromoCode["kind"];
  percent: string;
  bonus: string;
  amounts: (typeof NEW_AMOUNT)[];
}

export const NEW_AMOUNT = { currency: "", amount: "" };

export const NEW_CODE: CodeDraft = {
  code: "",
  kind: "PERCENT",
  percent: "",
  bonus: "",
  amounts: [NEW_AMOUNT],
  totalCap: "",
  perUserCap: "1",
  firstDay: "",
  lastDay: "",
  packageIds: "",
  active: true,
};

/** What the API takes; null takes a limit away. Null as a whole where a field holds no number. */
export function limitsInput({ totalCap, perUserCap, firstDay, lastDay, packageIds, active }: Limits) {
  const [total, perUser] = [optional(totalCap, wholeNumber), optional(perUserCap, wholeNumber)];
  if (total === undefined || perUser === undefined) return null;
  return {
    totalCap: total,
    perUserCap: perUser,
    startsAt: startOfDay(firstDay),
    endsAt: startOfDay(lastDay, 1),
    packageIds: packageIds.split(/[\s,]+/).filter(Boolean),
    active,
  };
}

/** What the code gives. Null where a field holds no number. */
export function givesOf({ kind, percent, bonus, amounts }: CodeDraft) {
  if (kind === "PERCENT") {
    const share = wholeNumber(percent);
    return share === undefined ? null : { percent: share };
  }
  if (kind === "BONUS_TOKENS") {
    const bonusTokens = tokenCount(bonus);
    return bonusTokens === null ? null : { bonusTokens };
  }
  const prices = amounts.map(priceOf);
  return prices.length > 0 && prices.every((price) => price !== null) ? { amounts: prices } : null;
}

export function limitsOf(code: PromoCode): Limits {
  const text = (count: number | null | undefined) => (count == null ? "" : String(count));
  return {
    totalCap: text(code.totalCap),
    perUserCap: text(code.perUserCap),
    firstDay: code.startsAt ? dayOf(new Date(code.startsAt)) : "",
    lastDay: code.endsAt ? dayOf(new Date(Date.parse(code.endsAt) - 1)) : "",
    packageIds: code.packageIds.join(", "),
    active: code.active,
  };
}
