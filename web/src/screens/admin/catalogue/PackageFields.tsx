import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DraftRows } from "../parts/DraftRows";
import { type Form, ShortField, TextField, TickField, TokensField } from "../parts/form";
import { NEW_PRICE, NEW_TIER, type PackageDraft } from "./packageDraft";

interface Props {
  form: Form<PackageDraft>;
  /** Whether it is a new one, whose id is chosen now and for ever. */
  fresh?: boolean;
}

/** The fields of a package. */
export function PackageFields({ form, fresh = false }: Props) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <>
      {fresh && <TextField form={form} name="packageId" label={t("id")} description={t("idHint")} required maxLength={64} />}
      <TextField form={form} name="name" label={t("name")} required maxLength={60} />
      <TokensField form={form} name="tokens" label={t("tokens")} />
      <DraftRows legend={t("prices")} form={form} name="prices" fresh={NEW_PRICE}>
        {(price) => (
          <>
            <ShortField form={price} name="currency" label={t("currency")} />
            <ShortField form={price} name="amount" label={t("price")} />
            <ShortField form={price} name="listAmount" label={t("listPrice")} required={false} />
          </>
        )}
      </DraftRows>
      <DraftRows legend={t("tiers")} form={form} name="tiers" fresh={NEW_TIER}>
        {(tier) => (
          <>
            <ShortField form={tier} name="quantity" label={t("fromQuantity")} />
            <ShortField form={tier} name="discountPercent" label={t("percentOff")} />
          </>
        )}
      </DraftRows>
      <Group>
        <TickField form={form} name="popular" label={t("popular")} />
        <TickField form={form} name="default" label={t("default")} />
      </Group>
      <ShortField form={form} name="order" label={t("order")} required={false} />
    </>
  );
}
