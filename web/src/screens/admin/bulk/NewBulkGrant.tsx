import { NativeSelect, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useAsk, useChange } from "@/app/queries";
import { AdminBulkGrantPreviewDocument, type Role, StartBulkGrantDocument } from "@/gql/adminBulkGrants/graphql";
import { Failure } from "@/ui/Failure";
import { ActButton } from "../parts/ActButton";
import { startOfDay } from "../parts/days";
import { TokensInput } from "../parts/inputs";
import { tokenCount } from "../parts/money";

const ROLES: Role[] = ["USER", "ADMIN", "GUEST"];

interface Draft {
  amount: string;
  role: Role | "";
  createdFrom: string;
  createdTo: string;
  availableMost: string;
  lastDay: string;
}

const EMPTY: Draft = { amount: "", role: "USER", createdFrom: "", createdTo: "", availableMost: "", lastDay: "" };

/** Begins a bulk grant: for whom and how much is counted before, and never may it become more than was counted. */
export function NewBulkGrant() {
  const { t } = useTranslation(["adminBulkGrants", "admin"]);
  const start = useChange(StartBulkGrantDocument);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(EMPTY);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const amount = tokenCount(draft.amount);
  const input = {
    amount: amount ?? "1",
    role: draft.role || null,
    createdFrom: startOfDay(draft.createdFrom),
    createdTo: startOfDay(draft.createdTo, 1),
    availableMost: tokenCount(draft.availableMost),
  };
  const preview = useAsk(AdminBulkGrantPreviewDocument, { input }, { enabled: open && amount !== null && amount !== "0", staleTime: 0 });
  const counted = preview.isPlaceholderData ? undefined : preview.data?.bulkGrantPreview;
  const roles = [{ value: "", label: t("everybody") }, ...ROLES.map((value) => ({ value, label: t(`admin:roles.${value}`) }))];
  const day = (name: "createdFrom" | "createdTo" | "lastDay") => (
    <TextInput type="date" label={t(name)} value={draft[name]} onChange={({ currentTarget }) => set({ [name]: currentTarget.value })} />
  );
  return (
    <ActButton
      label={t("start")}
      variant="filled"
      size="sm"
      ready={amount !== null && counted !== undefined && counted.users !== "0"}
      onOpen={() => {
        setDraft(EMPTY);
        setOpen(true);
      }}
      run={async (reason, key) =>
        (
          await start.mutateAsync({
            input: {
              ...input,
              expiresAt: startOfDay(draft.lastDay, 1),
              mostUsers: counted!.users,
              reason,
              idempotencyKey: key,
            },
          })
        ).startBulkGrant
      }
    >
      {t("startHint")}
      <TokensInput label={t("amount")} value={draft.amount} onChange={(text) => set({ amount: text })} />
      <NativeSelect
        label={t("role")}
        data={roles}
        value={draft.role}
        onChange={({ currentTarget }) => set({ role: ROLES.find((role) => role === currentTarget.value) ?? "" })}
      />
      {day("createdFrom")}
      {day("createdTo")}
      <TokensInput
        label={t("availableMost")}
        required={false}
        value={draft.availableMost}
        onChange={(text) => set({ availableMost: text })}
      />
      {day("lastDay")}
      {preview.error && <Failure error={preview.error} />}
      <Text fw={600} role="status">
        {counted && t("counted", { users: tokens(counted.users), tokens: tokens(counted.tokens) })}
      </Text>
    </ActButton>
  );
}
