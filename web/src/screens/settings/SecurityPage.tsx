import { Badge, Button, Group, PasswordInput, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { date, relative } from "@/app/formats";
import { useAsk, useAskPages } from "@/app/queries";
import { useSession } from "@/app/session";
import {
  ChangeMyEmailDocument,
  ChangeMyPasswordDocument,
  EndOtherSessionsDocument,
  EndSessionDocument,
  MySessionsDocument,
  SettingsProfileDocument,
  UnlinkSignInDocument,
} from "@/gql/settings/graphql";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { MoreButton } from "@/ui/MoreButton";
import { Outcome } from "@/ui/Outcome";
import { Section } from "./Section";

export function SecurityPage() {
  return (
    <>
      <Password />
      <Email />
      <Sessions />
      <Linked />
    </>
  );
}

function Password() {
  const { t } = useTranslation("settings");
  const { settings } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const action = useAction(ChangeMyPasswordDocument, (result) => result.changePassword);
  const submit = async () => {
    if (!(await action.run({ currentPassword: current, newPassword: next }))) return;
    setCurrent("");
    setNext("");
  };
  return (
    <Section title={t("password.title")} text={t("password.text")} onSubmit={submit}>
      <PasswordInput
        label={t("password.current")}
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("password.next")}
        autoComplete="new-password"
        required
        minLength={settings.passwordMinimumCharacters}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <Outcome action={action} done={t("password.done")} />
      <Group>
        <Button type="submit" loading={action.busy}>
          {t("password.action")}
        </Button>
      </Group>
    </Section>
  );
}

function Email() {
  const { t } = useTranslation("settings");
  const { user } = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const action = useAction(ChangeMyEmailDocument, (result) => result.changeEmail);
  return (
    <Section
      title={t("email.title")}
      text={t("email.text", { email: user?.email })}
      onSubmit={() => action.run({ newEmail: email, password })}
    >
      <TextInput label={t("email.next")} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput
        label={t("email.password")}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Outcome action={action} done={t("email.done")} />
      <Group>
        <Button type="submit" variant="default" loading={action.busy}>
          {t("email.action")}
        </Button>
      </Group>
    </Section>
  );
}

function Sessions() {
  const { t } = useTranslation("settings");
  const pages = useAskPages(MySessionsDocument, { first: 10 }, (result) => result.sessions);
  const end = useAction(EndSessionDocument, (result) => result.revokeSession);
  const endOthers = useAction(EndOtherSessionsDocument, (result) => result.logoutEverywhere);
  return (
    <Section title={t("sessions.title")} text={t("sessions.text")}>
      <Table.ScrollContainer minWidth={280}>
        <Table aria-label={t("sessions.title")} className="stacking">
          <Table.Tbody>
            {pages.nodes.map((session) => (
              <Table.Tr key={session.id}>
                <Table.Td>
                  <Text size="sm">{session.device ?? t("sessions.unknown")}</Text>
                  <Text size="xs" c="dimmed">
                    {session.network}
                  </Text>
                </Table.Td>
                <Table.Td>{relative(session.lastUsedAt)}</Table.Td>
                <Table.Td ta="right">
                  {session.current ? (
                    <Badge variant="light">{t("sessions.current")}</Badge>
                  ) : (
                    <Button size="xs" variant="default" onClick={() => void end.run({ sessionId: session.id })}>
                      {t("sessions.end")}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <MoreButton pages={pages} />
      <Outcome action={{ ...end, done: false }} />
      <Outcome action={endOthers} done={t("sessions.ended")} />
      <Group>
        <ConfirmButton variant="default" question={t("sessions.question")} action={t("sessions.endOthers")} onConfirm={() => endOthers.run({})}>
          {t("sessions.endOthers")}
        </ConfirmButton>
      </Group>
    </Section>
  );
}

function Linked() {
  const { t } = useTranslation("settings");
  const { data } = useAsk(SettingsProfileDocument, {});
  const action = useAction(UnlinkSignInDocument, (result) => result.unlinkProvider);
  const linked = data?.me.linkedProviders ?? [];
  if (linked.length === 0) return null;
  return (
    <Section title={t("linked.title")} text={t("linked.text")}>
      <Stack gap="xs">
        {linked.map((each) => (
          <Group key={each.provider} justify="space-between">
            <Text size="sm">
              {each.provider} · {each.email} · {date(each.linkedAt)}
            </Text>
            <ConfirmButton
              size="xs"
              variant="default"
              question={t("linked.question")}
              action={t("linked.end")}
              onConfirm={() => action.run({ provider: each.provider })}
            >
              {t("linked.end")}
            </ConfirmButton>
          </Group>
        ))}
      </Stack>
      <Outcome action={action} />
    </Section>
  );
}
