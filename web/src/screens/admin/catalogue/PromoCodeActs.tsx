import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CreatePromoCodeDocument, UpdatePromoCodeDocument } from "@/gql/adminPromoCodes/graphql";
import { ActButton } from "../parts/ActButton";
import { changed } from "../parts/changed";
import { DraftRows } from "../parts/DraftRows";
import { DayField, FieldRow, type Form, ShortField, TextField, TickField, TokensField } from "../parts/form";
import type { PromoCode } from "./PromoCodesPage";
import { givesOf, type Limits, limitsInput, limitsOf, NEW_AMOUNT, NEW_CODE } from "./promoCodeDraft";

export function NewPromoCode() {
  const { t } = useTranslation("adminPromoCodes");
  const kinds = (["PERCENT", "AMOUNT", "BONUS_TOKENS"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <ActButton
      label={t("newCode")}
      variant="filled"
      size="sm"
      withReason={false}
      does={CreatePromoCodeDocument}
      draft={NEW_CODE}
      variables={(draft) => {
        const [gives, limits, code] = [givesOf(draft), limitsInput(draft), draft.code.trim()];
        return gives && limits && code ? { input: { ...limits, ...gives, code } } : null;
      }}
    >
      {(form) => (
        <>
          <TextField form={form} name="code" label={t("code")} description={t("codeHint")} required maxLength={32} />
          <SegmentedControl
            fullWidth
            aria-label={t("gives")}
            data={kinds}
            value={form.draft.kind}
            onChange={(kind) => form.set({ kind: kind as PromoCode["kind"] })}
          />
          {form.draft.kind === "PERCENT" && <ShortField form={form} name="percent" label={t("percent")} />}
          {form.draft.kind === "BONUS_TOKENS" && <TokensField form={form} name="bonus" label={t("bonus")} />}
          {form.draft.kind === "AMOUNT" && (
            <DraftRows legend={t("amounts")} form={form} name="amounts" fresh={NEW_AMOUNT}>
              {(row) => (
                <>
                  <ShortField form={row} name="currency" label={t("currency")} />
                  <ShortField form={row} name="amount" label={t("amount")} />
                </>
              )}
            </DraftRows>
          )}
          <LimitFields form={form} />
        </>
      )}
    </ActButton>
  );
}

/** Limits can be changed; what a code gives cannot. */
export function EditPromoCode({ code }: { code: PromoCode }) {
  const { t } = useTranslation("adminPromoCodes");
  const before = limitsOf(code);
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      does={UpdatePromoCodeDocument}
      draft={{ ...before, before }}
      variables={({ before: shown, ...draft }) => {
        const changes = changed(limitsInput(shown), limitsInput(draft)); // no day that was not touched: it may begin within one
        return changes && { input: { code: code.name, ...changes } };
      }}
    >
      {(form) => (
        <>
          {t("editHint", { code: code.name })}
          <LimitFields form={form} />
        </>
      )}
    </ActButton>
  );
}

function LimitFields({ form }: { form: Form<Limits> }) {
  const { t } = useTranslation("adminPromoCodes");
  return (
    <>
      <FieldRow>
        <ShortField form={form} name="totalCap" label={t("totalCap")} required={false} />
        <ShortField form={form} name="perUserCap" label={t("perUserCap")} required={false} />
      </FieldRow>
      <FieldRow>
        <DayField form={form} name="firstDay" label={t("firstDay")} />
        <DayField form={form} name="lastDay" label={t("lastDay")} />
      </FieldRow>
      <TextField form={form} name="packageIds" label={t("packages")} description={t("packagesHint")} />
      <TickField form={form} name="active" label={t("active")} />
    </>
  );
}
