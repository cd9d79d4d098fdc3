import { Text } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { AdminBulkGrantPreviewDocument, type Role, StartBulkGrantDocument } from "@/gql/adminBulkGrants/graphql";
import { Failure } from "@/ui/Failure";
import { ActButton } from "../parts/ActButton";
import { startOfDay } from "../parts/days";
import { ChoiceField, DayField, FieldRow, type Form, TokensField } from "../parts/form";
import { optional, tokenCount } from "../parts/money";

const ROLES: Role[] = ["USER", "ADMIN", "GUEST"];

interface Draft {
  amount: string;
  role: Role | "";
  createdFrom: string;
  createdTo: string;
  availableMost: string;
  lastDay: string;
  /** How many users were counted for just this, and are granted at most. */
  counted: string | null;
}

const EMPTY: Draft = { amount: "", role: "USER", createdFrom: "", createdTo: "", availableMost: "", lastDay: "", counted: null };

/** Whom, and how much. Null while a field holds no number: a limit that cannot be read is not one that was left out. */
function whomOf({ amount: typed, role, createdFrom, createdTo, availableMost: typedMost }: Draft) {
  const amount = tokenCount(typed);
  const availableMost = optional(typedMost, tokenCount);
  if (amount === null || amount === "0" || availableMost === undefined) return null;
  return {
    amount,
    role: role || null,
    createdFrom: startOfDay(createdFrom),
    createdTo: startOfDay(createdTo, 1),
    availableMost,
  };
}

/** Begins a bulk grant: for whom and how much is counted before, and never may it become more than was counted. */
export function NewBulkGrant() {
  const { t } = useTranslation("adminBulkGrants");
  return (
    <ActButton
      label={t("start")}
      variant="filled"
      size="sm"
      does={StartBulkGrantDocument}
      draft={EMPTY}
      variables={(draft) => {
        const { counted, lastDay, reason, key } = draft;
        const whom = whomOf(draft);
        if (!whom || !counted || counted === "0") return null;
        return { input: { ...whom, expiresAt: startOfDay(lastDay, 1), mostUsers: counted, reason, idempotencyKey: key } };
      }}
    >
      {(form) => <Fields form={form} />}
    </ActButton>
  );
}

function Fields({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation(["adminBulkGrants", "admin"]);
  const roles = [{ value: "", label: t("everybody") }, ...ROLES.map((value) => ({ value, label: t(`admin:roles.${value}`) }))];
  return (
    <>
      {t("startHint")}
      <TokensField form={form} name="amount" label={t("amount")} />
      <ChoiceField form={form} name="role" label={t("role")} options={roles} />
      <FieldRow>
        <DayField form={form} name="createdFrom" label={t("createdFrom")} />
        <DayField form={form} name="createdTo" label={t("createdTo")} />
      </FieldRow>
      <TokensField form={form} name="availableMost" label={t("availableMost")} required={false} />
      <DayField form={form} name="lastDay" label={t("lastDay")} />
      <Counted form={form} />
    </>
  );
}

/** Counts whom the filter matches, and writes it into the draft. */
function Counted({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation("adminBulkGrants");
  const whom = whomOf(form.draft);
  const preview = useAsk(AdminBulkGrantPreviewDocument, { input: whom ?? { amount: "1" } }, { enabled: whom !== null, staleTime: 0 });
  const counted = whom && !preview.isPlaceholderData ? preview.data?.bulkGrantPreview : undefined;
  const users = counted?.users ?? null;
  const note = useEffectEvent(() => form.set({ counted: users }));
  useEffect(() => note(), [users]);
  return (
    <>
      {preview.error && <Failure error={preview.error} />}
      <Text fw={600} role="status">
        {counted && t("counted", { users: tokens(counted.users), tokens: tokens(counted.tokens) })}
      </Text>
    </>
  );
}
