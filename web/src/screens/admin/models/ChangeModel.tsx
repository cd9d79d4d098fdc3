import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RemoveModelOverrideDocument, SetModelOverrideDocument } from "@/gql/adminModels/graphql";
import { ActButton } from "../parts/ActButton";
import { changed } from "../parts/changed";
import { FieldRow, ShortField, TextField, TickField } from "../parts/form";
import { draftOf, inputOf, RATES } from "./modelDraft";
import type { ModelOverride } from "./ModelsPage";

/** Sets something for a model: the one of a row, or any other one by its id. */
export function ChangeModel({ modelId, stored }: { modelId?: string; stored?: ModelOverride }) {
  const { t } = useTranslation("adminModels");
  const before = draftOf(stored);
  return (
    <ActButton
      label={t(modelId ? "edit" : "change")}
      {...(modelId ? {} : { variant: "filled", size: "sm" })}
      withReason={false}
      does={SetModelOverrideDocument}
      draft={{ ...before, modelId: modelId ?? "", before }}
      variables={({ modelId: typed, before: shown, reason: _, key: __, ...draft }) => {
        const changes = changed(inputOf(shown), inputOf(draft));
        return changes && typed.trim() ? { input: { modelId: typed.trim(), ...changes } } : null;
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
