import { Checkbox, Group, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DraftRows } from "../parts/DraftRows";
import { TokensInput } from "../parts/inputs";
import { NEW_PRICE, NEW_TIER, type PackageDraft } from "./packageDraft";

interface Props {
  draft: PackageDraft;
  /** Whether it is a new one, whose id is chosen now and for ever. */
  fresh: boolean;
  onChange: (draft: PackageDraft) => void;
}

/** The fields of a package. */
export function PackageFields({ draft, fresh, onChange }: Props) {
  const { t } = useTranslation("adminCatalogue");
  const set = (part: Partial<PackageDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      {fresh && (
        <TextInput
          label={t("id")}
          description={t("idHint")}
          required
          maxLength={64}
          value={draft.packageId}
          onChange={({ currentTarget }) => set({ packageId: currentTarget.value })}
        />
      )}
      <TextInput
        label={t("name")}
        required
        maxLength={60}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TokensInput label={t("tokens")} value={draft.tokens} onChange={(tokens) => set({ tokens })} />
      <DraftRows legend={t("prices")} rows={draft.prices} fresh={NEW_PRICE} onChange={(prices) => set({ prices })}>
        {(price, change) => (
          <>
            <Short label={t("currency")} value={price.currency} onChange={(currency) => change({ currency })} />
            <Short label={t("price")} value={price.amount} onChange={(amount) => change({ amount })} />
            <Short label={t("listPrice")} optional value={price.listAmount} onChange={(listAmount) => change({ listAmount })} />
          </>
        )}
      </DraftRows>
      <DraftRows legend={t("tiers")} rows={draft.tiers} fresh={NEW_TIER} onChange={(tiers) => set({ tiers })}>
        {(tier, change) => (
          <>
            <Short label={t("fromQuantity")} value={tier.quantity} onChange={(quantity) => change({ quantity })} />
            <Short
              label={t("percentOff")}
              value={tier.discountPercent}
              onChange={(discountPercent) => change({ discountPercent })}
            />
          </>
        )}
      </DraftRows>
      <Group>
        <Checkbox label={t("popular")} checked={draft.popular} onChange={({ currentTarget }) => set({ popular: currentTarget.checked })} />
        <Checkbox label={t("default")} checked={draft.default} onChange={({ currentTarget }) => set({ default: currentTarget.checked })} />
      </Group>
      <Short label={t("order")} optional value={draft.order} onChange={(order) => set({ order })} />
    </>
  );
}

interface ShortProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  optional?: boolean;
}

/** A field for a few characters. */
export function Short({ label, value, onChange, optional = false }: ShortProps) {
  return (
    <TextInput
      label={label}
      required={!optional}
      withAsterisk={false}
      size="sm"
      flex="1 1 0"
      maxLength={18}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
