import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RemoveModelOverrideDocument, SetModelOverrideDocument } from "@/gql/adminModels/graphql";
import { ActButton } from "../parts/ActButton";
import { FieldRow, ShortField, TextField, TickField } from "../parts/form";
import { changesOf, draftOf, RATES } from "./modelDraft";
import type { ModelOverride } from "./ModelsPage";

/** Sets something for a model: the one of a row, or any other one by its id. */
export function ChangeModel({ modelId, stored }: { modelId?: string; stored?: ModelOverride }) {
  const { t } = useTranslation("adminModels");
  const before = draftOf(modelId ?? "", stored);
  return (
    <ActButton
      label={t(modelId ? "edit" : "change")}
      {...(modelId ? {} : { variant: "filled", size: "sm" })}
      withReason={false}
      does={SetModelOverrideDocument}
      draft={{ ...before, before }}
      variables={({ before: shown, ...draft }) => {
        const input = changesOf(shown, draft);
        return input && { input };
      }}
    >
      {(form) => (
        <>
          {t("changeHint")}
          {!modelId && <TextField form={form} name="modelId" label={t("modelId")} required />}
          <TextField form={form} name="name" label={t("name")} />
          <Group>
            <TickField form={form} name="hidden" label={t("hidden")} />
            <TickField form={form} name="premium" label={t("premium")} />
          </Group>
          <FieldRow>
            <ShortField form={form} name="factor" label={t("factor")} required={false} />
            <ShortField form={form} name="margin" label={t("margin")} required={false} />
          </FieldRow>
          {t("ratesHint")}
          {[RATES.slice(0, 3), RATES.slice(3)].map((rates) => (
            <FieldRow key={rates[0]}>
              {rates.map((rate) => (
                <ShortField key={rate} form={form} name={rate} label={t(`rateOf.${rate}`)} required={false} />
              ))}
            </FieldRow>
          ))}
        </>
      )}
    </ActButton>
  );
}

/** Takes away all that was set for a model. */
export function PutBack({ modelId }: { modelId: string }) {
  const { t } = useTranslation("adminModels");
  return (
    <ActButton
      label={t("putBack")}
      color="red"
      withReason={false}
      does={RemoveModelOverrideDocument}
      variables={() => ({ modelId })}
    >
      {t("putBackHint", { modelId })}
    </ActButton>
  );
}
