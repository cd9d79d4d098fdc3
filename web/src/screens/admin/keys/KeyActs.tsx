import { Group, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import {
  AddProviderKeyDocument,
  type KeyPartsFragment,
  RemoveProviderKeyDocument,
  UpdateProviderKeyDocument,
} from "@/gql/adminKeys/graphql";
import { wholeNumber } from "../catalogue/packageDraft";
import { Short } from "../catalogue/PackageFields";
import { ActButton } from "../parts/ActButton";
import { tokenCount } from "../parts/money";
import { TestKey } from "./TestKey";

interface Draft {
  name: string;
  enabled: boolean;
  costPerMille: string;
  requestsPerDay: string;
}

const EMPTY: Draft = { name: "", enabled: true, costPerMille: "1000", requestsPerDay: "" };

/** What the API takes; an empty limit is none. Null where a field holds no number. */
function inputOf({ name, enabled, costPerMille, requestsPerDay }: Draft) {
  const cost = wholeNumber(costPerMille);
  const requests = requestsPerDay.trim() ? tokenCount(requestsPerDay) : undefined;
  if (!name.trim() || cost === undefined || requests === null) return null;
  return { name: name.trim(), enabled, costPerMille: cost, requestsPerDay: requests ?? null };
}

/** The key stands in the form while it is open, and nowhere else in this page. */
export function AddKey() {
  const { t } = useTranslation("adminKeys");
  const add = useChange(AddProviderKeyDocument);
  const [provider, setProvider] = useState("");
  const [key, setKey] = useState("");
  const [draft, setDraft] = useState(EMPTY);
  const input = inputOf(draft);
  const clear = () => {
    setProvider("");
    setKey("");
    setDraft(EMPTY);
  };
  return (
    <ActButton
      label={t("add")}
      variant="filled"
      size="sm"
      withReason={false}
      ready={input !== null && provider.trim() !== "" && key.trim() !== ""}
      onOpen={clear}
      onClose={clear}
      run={async () => {
        try {
          return (await add.mutateAsync({ input: { ...input!, provider: provider.trim(), key: key.trim() } })).addProviderKey;
        } finally {
          add.reset(); // it would keep what was sent for minutes
        }
      }}
    >
      {t("addHint")}
      <TextInput
        label={t("provider")}
        description={t("providerHint")}
        required
        value={provider}
        onChange={({ currentTarget }) => setProvider(currentTarget.value)}
      />
      <PasswordInput
        label={t("secret")}
        required
        autoComplete="off"
        value={key}
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": t("show") }}
      />
      <KeyFields draft={draft} onChange={setDraft} />
    </ActButton>
  );
}

/** Change, test, remove. A key of the settings changes with the settings. */
export function KeyActs({ item }: { item: KeyPartsFragment }) {
  const { t } = useTranslation("adminKeys");
  const remove = useChange(RemoveProviderKeyDocument);
  return (
    <Group gap={6} wrap="nowrap">
      <TestKey id={item.id} />
      {!item.inSettings && (
        <>
          <EditKey item={item} />
          <ActButton
            label={t("remove")}
            color="red"
            withReason={false}
            run={async () => (await remove.mutateAsync({ id: item.id })).removeProviderKey}
          >
            {t("removeHint", { name: item.name })}
          </ActButton>
        </>
      )}
    </Group>
  );
}

function EditKey({ item }: { item: KeyPartsFragment }) {
  const { t } = useTranslation("adminKeys");
  const update = useChange(UpdateProviderKeyDocument);
  const stored: Draft = {
    name: item.name,
    enabled: item.enabled,
    costPerMille: String(item.costPerMille),
    requestsPerDay: item.requestsPerDay ?? "",
  };
  const [draft, setDraft] = useState(stored);
  const input = inputOf(draft);
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      ready={input !== null}
      onOpen={() => setDraft(stored)}
      run={async () => (await update.mutateAsync({ input: { keyId: item.id, ...input! } })).updateProviderKey}
    >
      <KeyFields draft={draft} onChange={setDraft} />
    </ActButton>
  );
}

function KeyFields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation("adminKeys");
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <>
      <TextInput
        label={t("name")}
        required
        maxLength={100}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <Group gap="xs">
        <Short label={t("cost")} value={draft.costPerMille} onChange={(costPerMille) => set({ costPerMille })} />
        <Short
          label={t("requestsPerDay")}
          optional
          value={draft.requestsPerDay}
          onChange={(requestsPerDay) => set({ requestsPerDay })}
        />
      </Group>
      <Switch label={t("enabled")} checked={draft.enabled} onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })} />
    </>
  );
}
