import { Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DraftRows } from "../parts/DraftRows";
import { TokensInput } from "../parts/inputs";
import { Short } from "./PackageFields";
import { NEW_PLAN_PRICE, type PlanDraft } from "./planDraft";

interface Props {
  draft: PlanDraft;
  /** Whether it is a new one, whose id is chosen now and for ever. */
  fresh: boolean;
  onChange: (draft: PlanDraft) => void;
}

/** The fields of a plan. */
export function PlanFields({ draft, fresh, onChange }: Props) {
  const { t } = useTranslation("adminCatalogue");
  const set = (part: Partial<PlanDraft>) => onChange({ ...draft, ...part });
  const intervals = (["MONTH", "YEAR"] as const).map((value) => ({ value, label: t(`intervals.${value}`) }));
  return (
    <>
      {fresh && (
        <TextInput
          label={t("id")}
          description={t("idHint")}
          required
          maxLength={32}
          value={draft.planId}
          onChange={({ currentTarget }) => set({ planId: currentTarget.value })}
        />
      )}
      <TextInput
        label={t("name")}
        required
        maxLength={60}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <DraftRows legend={t("prices")} rows={draft.prices} fresh={NEW_PLAN_PRICE} onChange={(prices) => set({ prices })}>
        {(price, change) => (
          <>
            <Short label={t("currency")} value={price.currency} onChange={(currency) => change({ currency })} />
            <Short label={t("price")} value={price.amount} onChange={(amount) => change({ amount })} />
            <NativeSelect
              label={t("interval")}
              data={intervals}
              value={price.interval}
              onChange={({ currentTarget }) => change({ interval: currentTarget.value === "YEAR" ? "YEAR" : "MONTH" })}
            />
          </>
        )}
      </DraftRows>
      <TokensInput label={t("tokensPerMonth")} value={draft.tokensPerMonth} onChange={(tokensPerMonth) => set({ tokensPerMonth })} />
      <Group gap="xs">
        <Short label={t("maxTokens")} value={draft.maxTokensPerRequest} onChange={(text) => set({ maxTokensPerRequest: text })} />
        <Short label={t("requestsPerDay")} optional value={draft.requestsPerDay} onChange={(text) => set({ requestsPerDay: text })} />
      </Group>
      <Group gap="xs">
        <Short label={t("priority")} value={draft.priority} onChange={(priority) => set({ priority })} />
        <Short label={t("graceDays")} value={draft.graceDays} onChange={(graceDays) => set({ graceDays })} />
        <Short label={t("order")} optional value={draft.order} onChange={(order) => set({ order })} />
      </Group>
      <Checkbox
        label={t("premium")}
        checked={draft.premiumModels}
        onChange={({ currentTarget }) => set({ premiumModels: currentTarget.checked })}
      />
    </>
  );
}
