import { useTranslation } from "react-i18next";
import { type AutoRefillChoice, type AutoRefillMode, type AutoRefillUnit, SetAutoRefillDocument } from "@/gql/adminRefill/graphql";
import { ActButton } from "../parts/ActButton";
import { ChoiceField, FieldRow, ShortField, TokensField } from "../parts/form";
import { optional, tokenCount, wholeNumber } from "../parts/money";

const CHOICES: AutoRefillChoice[] = ["STANDARD", "OWN", "OFF"];
const MODES: AutoRefillMode[] = ["RESET", "ADD"];
const UNITS = ["HOURS", "DAYS", "WEEKS", "MONTHS"] as const satisfies AutoRefillUnit[];

interface Draft {
  choice: AutoRefillChoice;
  mode: AutoRefillMode;
  amount: string;
  cap: string;
  interval: string;
  unit: (typeof UNITS)[number];
}

const USUAL: Draft = { choice: "STANDARD", mode: "RESET", amount: "", cap: "", interval: "1", unit: "DAYS" };

/** Terms of one's own; what is left out is as the settings say. Null where a field holds no number. */
function termsOf({ choice, mode, unit, ...typed }: Draft) {
  if (choice !== "OWN") return { choice };
  const [amount, cap, interval] = [tokenCount(typed.amount), optional(typed.cap, tokenCount), wholeNumber(typed.interval)];
  if (amount === null || cap === undefined || interval === undefined) return null;
  return { choice, mode, amount, cap: mode === "ADD" ? cap : null, interval, unit };
}

/** How a user gets free tokens again and again: as the settings say, by terms of their own, or not at all. */
export function SetRefill({ userId }: { userId: string }) {
  const { t } = useTranslation("adminUser");
  const options = <Value extends string>(values: readonly Value[], called: (value: Value) => string) =>
    values.map((value) => ({ value, label: called(value) }));
  return (
    <ActButton
      label={t("refill.action")}
      does={SetAutoRefillDocument}
      draft={USUAL}
      variables={({ reason, key: _, ...draft }) => {
        const terms = termsOf(draft);
        return terms && { input: { userId, reason, ...terms } };
      }}
    >
      {(form) => (
        <>
          {t("refill.hint")}
          <ChoiceField form={form} name="choice" label={t("refill.terms")} options={options(CHOICES, (each) => t(`refill.choices.${each}`))} />
          {form.draft.choice === "OWN" && (
            <>
              <ChoiceField form={form} name="mode" label={t("refill.mode")} options={options(MODES, (each) => t(`refill.modes.${each}`))} />
              <TokensField form={form} name="amount" label={t("amount")} />
              {form.draft.mode === "ADD" && <TokensField form={form} name="cap" label={t("refill.cap")} required={false} />}
              <FieldRow>
                <ShortField form={form} name="interval" label={t("refill.interval")} />
                <ChoiceField form={form} name="unit" label={t("refill.unit")} options={options(UNITS, (each) => t(`refill.units.${each}`))} />
              </FieldRow>
            </>
          )}
        </>
      )}
    </ActButton>
  );
}
