import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { Link, Redirect, useLocation } from "wouter";
import { useChange } from "@/app/queries";
import { sessionChanged, useSession } from "@/app/session";
import { SignInDocument } from "@/gql/account/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { Card } from "./Card";
import { OtherWays } from "./OtherWays";
import { useThen, withThen } from "./then";

export default function SignIn() {
  const { t } = useTranslation("account");
  const { user, isGuest, settings } = useSession();
  const then = useThen();
  if (user && !isGuest) return <Redirect to={then} replace />;
  return (
    <Card title={t("signIn.title")}>
      <SignInForm then={then} />
      <OtherWays then={then} />
      {settings.registrationOpen && settings.passwordSignIn && (
        <Text size="sm">
          {t("signIn.new")}{" "}
          <Anchor component={Link} href={withThen("/sign-up", then)}>
            {t("signUp.title")}
          </Anchor>
        </Text>
      )}
    </Card>
  );
}

/** Admins have a password even where others do not, so the form is always there. */
function SignInForm({ then }: { then: string }) {
  const { t } = useTranslation("account");
  const [, go] = useLocation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { mutateAsync, isPending, data, error } = useChange(SignInDocument);
  const enter = async () => {
    const { login } = await mutateAsync({ email, password });
    if (isUserError(login)) return;
    await sessionChanged(); // this form may be gone by now, and with it the callbacks of `mutate`
    go(then);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter().catch(() => undefined); // what was thrown is shown below
  };
  const refusal = data && isUserError(data.login) ? data.login : null;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {refusal && <Refused refusal={refusal} />}
        {error && <Failure error={error} />}
        <Group justify="space-between">
          <Anchor component={Link} href="/forgot-password" size="sm">
            {t("forgot.link")}
          </Anchor>
          <Button type="submit" loading={isPending}>
            {t("signIn.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
