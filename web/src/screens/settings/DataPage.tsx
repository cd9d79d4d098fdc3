import { Button, Group, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RequestError } from "tokentill-client";
import { useAction } from "@/app/action";
import { client, serverUrl } from "@/app/api";
import { sessionChanged, useSession } from "@/app/session";
import { EndMyAccountDocument, TakeMyDataDocument } from "@/gql/settings/graphql";
import { Failure } from "@/ui/Failure";
import { Outcome } from "@/ui/Outcome";
import { Section } from "./Section";

/** One's data as a file, and the end of the account. */
export function DataPage() {
  const { has } = useSession();
  return (
    <>
      {has("EXPORTS") && <Export />}
      <Delete />
    </>
  );
}

function Export() {
  const { t } = useTranslation("settings");
  const [error, setError] = useState<RequestError | null>(null);
  const take = () => {
    setError(null);
    client.execute(TakeMyDataDocument, {}).then(({ exportMyData }) => location.assign(serverUrl(exportMyData.url)), setError);
  };
  return (
    <Section title={t("export.title")} text={t("export.text")}>
      {error && <Failure error={error} />}
      <Group>
        <Button variant="default" onClick={take}>
          {t("export.action")}
        </Button>
      </Group>
    </Section>
  );
}

function Delete() {
  const { t } = useTranslation("settings");
  const { user } = useSession();
  const [confirm, setConfirm] = useState("");
  const [password, setPassword] = useState("");
  const action = useAction(EndMyAccountDocument, (result) => result.deleteMyAccount);
  const submit = async () => {
    if (await action.run({ confirm, password: password || null })) await sessionChanged();
  };
  return (
    <Section title={t("delete.title")} text={t("delete.text")} onSubmit={submit}>
      <TextInput
        label={t("delete.confirm", { text: user?.email ?? user?.id })}
        required
        value={confirm}
        onChange={(event) => setConfirm(event.currentTarget.value)}
        autoComplete="off"
      />
      <PasswordInput
        label={t("email.password")}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Outcome action={action} />
      <Group>
        <Button type="submit" color="red" loading={action.busy} disabled={confirm === ""}>
          {t("delete.action")}
        </Button>
      </Group>
    </Section>
  );
}
