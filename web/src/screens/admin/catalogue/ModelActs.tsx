import { Checkbox, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import { RemoveModelOverrideDocument, SetModelOverrideDocument } from "@/gql/adminModels/graphql";
import { ActButton } from "../parts/ActButton";
import type { ModelOverride } from "./ModelsPage";
import { Short } from "./PackageFields";
import { wholeNumber } from "./packageDraft";

interface Draft {
  modelId: string;
  name: string;
  hidden: boolean;
  premium: boolean;
  factor: string;
  margin: string;
}

function draftOf(model?: ModelOverride): Draft {
  return {
    modelId: model?.modelId ?? "",
    name: model?.name ?? "",
    hidden: model?.hidden ?? false,
    premium: model?.premium ?? false,
    factor: model?.factorPerMille == null ? "" : String(model.factorPerMille),
    margin: model?.marginPerMille == null ? "" : String(model.marginPerMille),
  };
}

/** Empty fields take away what was set. Rates are left as they are: they are set by the API. */
function inputOf({ modelId, name, hidden, premium, factor, margin }: Draft) {
  const factorPerMille = factor.trim() ? wholeNumber(factor) : null;
  const marginPerMille = margin.trim() ? wholeNumber(margin) : null;
  if (!modelId.trim() || factorPerMille === undefined || marginPerMille === undefined) return null;
  return { modelId: modelId.trim(), name: name.trim() || null, hidden, premium, factorPerMille, marginPerMille };
}

/** A model that was changed already, or any other one by its id. */
export function ChangeModel({ model }: { model?: ModelOverride }) {
  const { t } = useTranslation("adminModels");
  const change = useChange(SetModelOverrideDocument);
  const [draft, setDraft] = useState(() => draftOf(model));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const input = inputOf(draft);
  return (
    <ActButton
      label={t(model ? "edit" : "change")}
      {...(model ? {} : { variant: "filled", size: "sm" })}
      withReason={false}
      ready={input !== null}
      onOpen={() => setDraft(draftOf(model))}
      run={async () => (await change.mutateAsync({ input: input! })).setModelOverride}
    >
      {t("changeHint")}
      {!model && (
        <TextInput
          label={t("modelId")}
          required
          maxLength={200}
          value={draft.modelId}
          onChange={({ currentTarget }) => set({ modelId: currentTarget.value })}
        />
      )}
      <TextInput
        label={t("name")}
        maxLength={200}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <Group>
        <Checkbox label={t("hidden")} checked={draft.hidden} onChange={({ currentTarget }) => set({ hidden: currentTarget.checked })} />
        <Checkbox label={t("premium")} checked={draft.premium} onChange={({ currentTarget }) => set({ premium: currentTarget.checked })} />
      </Group>
      <Group gap="xs">
        <Short label={t("factor")} optional value={draft.factor} onChange={(factor) => set({ factor })} />
        <Short label={t("margin")} optional value={draft.margin} onChange={(margin) => set({ margin })} />
      </Group>
    </ActButton>
  );
}

/** Takes away all that was set for a model. */
export function PutBack({ modelId }: { modelId: string }) {
  const { t } = useTranslation("adminModels");
  const remove = useChange(RemoveModelOverrideDocument);
  return (
    <ActButton
      label={t("putBack")}
      color="red"
      withReason={false}
      run={async () => (await remove.mutateAsync({ modelId })).removeModelOverride}
    >
      {t("putBackHint", { modelId })}
    </ActButton>
  );
}
