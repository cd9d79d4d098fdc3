import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  AddProviderKeyDocument,
  type KeyPartsFragment,
  RemoveProviderKeyDocument,
  UpdateProviderKeyDocument,
} from "@/gql/adminKeys/graphql";
import { ActButton } from "../parts/ActButton";
import { changed } from "../parts/changed";
import { FieldRow, type Form, ShortField, TextField, TickField } from "../parts/form";
import { microdollars, optional, tokenCount, typedDollars, wholeNumber } from "../parts/money";
import { TestKey } from "./TestKey";

/** A key's limits as they stand in the form; "" for none. Money is in US dollars. */
interface Draft {
  name: string;
  enabled: boolean;
  costPerMille: string;
  requestsPerDay: string;
  requestsPerMonth: string;
  dollarsPerDay: string;
  dollarsPerMonth: string;
}

const NEW_LIMITS: Draft = {
  name: "",
  enabled: true,
  costPerMille: "1000",
  requestsPerDay: "",
  requestsPerMonth: "",
  dollarsPerDay: "",
  dollarsPerMonth: "",
};

/** What the API takes. Null where a field holds no number. */
function inputOf({ name, enabled, ...typed }: Draft) {
  const costPerMille = wholeNumber(typed.costPerMille);
  const requestsPerDay = optional(typed.requestsPerDay, tokenCount);
  const requestsPerMonth = optional(typed.requestsPerMonth, tokenCount);
  const microdollarsPerDay = optional(typed.dollarsPerDay, microdollars);
  const microdollarsPerMonth = optional(typed.dollarsPerMonth, microdollars);
  if (!name.trim() || costPerMille === undefined || requestsPerDay === undefined || requestsPerMonth === undefined) return null;
  if (microdollarsPerDay === undefined || microdollarsPerMonth === undefined) return null;
  const limits = { requestsPerDay, requestsPerMonth, microdollarsPerDay, microdollarsPerMonth };
  return { name: name.trim(), enabled, costPerMille, ...limits };
}

/** The key stands in the form while it is open, and nowhere else in this page. */
export function AddKey() {
  const { t } = useTranslation("adminKeys");
  return (
    <ActButton
      label={t("add")}
      variant="filled"
      size="sm"
      withReason={false}
      does={AddProviderKeyDocument}
      draft={{ ...NEW_LIMITS, provider: "", secret: "" }}
      variables={({ provider, secret, ...limits }) => {
        const input = inputOf(limits);
        return input && provider.trim() && secret.trim() ? { input: { ...input, provider: provider.trim(), key: secret.trim() } } : null;
      }}
    >
      {(form) => (
        <>
          {t("addHint")}
          <TextField form={form} name="provider" label={t("provider")} description={t("providerHint")} required />
          <PasswordInput
            label={t("secret")}
            required
            autoComplete="off"
            value={form.draft.secret}
            onChange={({ currentTarget }) => form.set({ secret: currentTarget.value })}
            visibilityToggleButtonProps={{ "aria-label": t("show") }}
          />
          <LimitFields form={form} />
        </>
      )}
    </ActButton>
  );
}

/** Change, test, remove. A key of the settings changes with the settings. */
export function KeyActs({ item }: { item: KeyPartsFragment }) {
  const { t } = useTranslation("adminKeys");
  return (
    <>
      <TestKey id={item.id} />
      {!item.inSettings && (
        <>
          <EditKey item={item} />
          <ActButton
            label={t("remove")}
            color="red"
            withReason={false}
            does={RemoveProviderKeyDocument}
            variables={() => ({ id: item.id })}
          >
            {t("removeHint", { name: item.name })}
          </ActButton>
        </>
      )}
    </>
  );
}

function EditKey({ item }: { item: KeyPartsFragment }) {
  const { t } = useTranslation("adminKeys");
  const before: Draft = {
    name: item.name,
    enabled: item.enabled,
    costPerMille: String(item.costPerMille),
    requestsPerDay: item.requestsPerDay ?? "",
    requestsPerMonth: item.requestsPerMonth ?? "",
    dollarsPerDay: item.microdollarsPerDay ? typedDollars(item.microdollarsPerDay) : "",
    dollarsPerMonth: item.microdollarsPerMonth ? typedDollars(item.microdollarsPerMonth) : "",
  };
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      does={UpdateProviderKeyDocument}
      draft={{ ...before, before }}
      variables={({ before: shown, ...draft }) => {
        const changes = changed(inputOf(shown), inputOf(draft));
        return changes && { input: { keyId: item.id, ...changes } };
      }}
    >
      {(form) => <LimitFields form={form} />}
    </ActButton>
  );
}

function LimitFields({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation("adminKeys");
  return (
    <>
      <TextField form={form} name="name" label={t("name")} required maxLength={100} />
      <ShortField form={form} name="costPerMille" label={t("cost")} />
      <FieldRow>
        <ShortField form={form} name="requestsPerDay" label={t("requestsPerDay")} required={false} />
        <ShortField form={form} name="requestsPerMonth" label={t("requestsPerMonth")} required={false} />
      </FieldRow>
      <FieldRow>
        <ShortField form={form} name="dollarsPerDay" label={t("dollarsPerDay")} required={false} />
        <ShortField form={form} name="dollarsPerMonth" label={t("dollarsPerMonth")} required={false} />
      </FieldRow>
      <TickField form={form} name="enabled" label={t("enabled")} />
    </>
  );
}
