import { useTranslation } from "react-i18next";
import { DraftRows } from "../parts/DraftRows";
import { ChoiceField, FieldRow, type Form, ShortField, TextField, TickField, TokensField } from "../parts/form";
import { NEW_PLAN_PRICE, type PlanDraft } from "./planDraft";

interface Props {
  form: Form<PlanDraft>;
  /** Whether it is a new one, whose id is chosen now and for ever. */
  fresh?: boolean;
}

/** The fields of a plan. */
export function PlanFields({ form, fresh = false }: Props) {
  const { t } = useTranslation("adminCatalogue");
  const intervals = (["MONTH", "YEAR"] as const).map((value) => ({ value, label: t(`intervals.${value}`) }));
  return (
    <>
      {fresh && <TextField form={form} name="planId" label={t("id")} description={t("idHint")} required maxLength={32} />}
      <TextField form={form} name="name" label={t("name")} required maxLength={60} />
      <DraftRows legend={t("prices")} form={form} name="prices" fresh={NEW_PLAN_PRICE}>
        {(price) => (
          <>
            <ShortField form={price} name="currency" label={t("currency")} />
            <ShortField form={price} name="amount" label={t("price")} />
            <ChoiceField form={price} name="interval" label={t("interval")} options={intervals} />
          </>
        )}
      </DraftRows>
      <TokensField form={form} name="tokensPerMonth" label={t("tokensPerMonth")} />
      <FieldRow>
        <ShortField form={form} name="maxTokensPerRequest" label={t("maxTokens")} />
        <ShortField form={form} name="requestsPerDay" label={t("requestsPerDay")} required={false} />
      </FieldRow>
      <FieldRow>
        <ShortField form={form} name="priority" label={t("priority")} />
        <ShortField form={form} name="graceDays" label={t("graceDays")} />
        <ShortField form={form} name="order" label={t("order")} required={false} />
      </FieldRow>
      <TickField form={form} name="premiumModels" label={t("premium")} />
    </>
  );
}
