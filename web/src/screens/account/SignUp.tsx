import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { Link, Redirect, useLocation, useSearchParams } from "wouter";
import { useChange } from "@/app/queries";
import { sessionChanged, useSession } from "@/app/session";
import { SignUpDocument } from "@/gql/account/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { Card } from "./Card";
import { OtherWays } from "./OtherWays";
import { useThen, withThen } from "./then";

/** For new people, and for guests, who keep what they have. */
export default function SignUp() {
  const { t } = useTranslation("account");
  const { user, isGuest, settings } = useSession();
  const then = useThen();
  if (user && !isGuest) return <Redirect to={then} replace />;
  const open = settings.registrationOpen;
  return (
    <Card title={t("signUp.title")} text={open ? t(isGuest ? "signUp.asGuest" : "signUp.text") : t("signUp.closed")}>
      {open && settings.passwordSignIn && <SignUpForm then={then} />}
      <OtherWays then={then} />
      <Text size="sm">
        {t("signUp.known")}{" "}
        <Anchor component={Link} href={withThen("/sign-in", then)}>
          {t("signIn.title")}
        </Anchor>
      </Text>
    </Card>
  );
}

function SignUpForm({ then }: { then: string }) {
  const { t } = useTranslation("account");
  const { settings, has } = useSession();
  const [, go] = useLocation();
  const [parameters] = useSearchParams();
  const [values, setValues] = useState({ name: "", email: "", password: "" });
  const { mutateAsync, isPending, data, error } = useChange(SignUpDocument);
  const enter = async () => {
    const referralCode = has("REFERRALS") ? parameters.get("ref") : null;
    const { register } = await mutateAsync({ input: { ...values, ...(referralCode ? { referralCode } : {}) } });
    if (isUserError(register)) return;
    await sessionChanged(); // this form may be gone by now, and with it the callbacks of `mutate`
    go(then);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter().catch(() => undefined); // what was thrown is shown below
  };
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [name]: event.currentTarget.value }),
    required: true,
  });
  const refusal = data && isUserError(data.register) ? data.register : null;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={t("name")} autoComplete="name" maxLength={100} {...field("name")} />
        <TextInput label={t("email")} type="email" autoComplete="username" maxLength={254} {...field("email")} />
        <PasswordInput
          label={t("password")}
          description={t("passwordRule", { count: settings.passwordMinimumCharacters })}
          autoComplete="new-password"
          minLength={settings.passwordMinimumCharacters}
          maxLength={256}
          {...field("password")}
        />
        {refusal && <Refused refusal={refusal} />}
        {error && <Failure error={error} />}
        <Button type="submit" loading={isPending}>
          {t("signUp.action")}
        </Button>
        <Legal />
      </Stack>
    </form>
  );
}

function Legal() {
  const { t } = useTranslation("account");
  const { settings } = useSession();
  const links = [
    [settings.termsUrl, t("legal.terms")],
    [settings.privacyUrl, t("legal.privacy")],
  ].filter((link): link is [string, string] => Boolean(link[0]));
  if (links.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {t("legal.text")}{" "}
      {links.map(([address, name], place) => (
        <span key={address}>
          {place > 0 && " · "}
          <Anchor href={address} target="_blank" rel="noreferrer">
            {name}
          </Anchor>
        </span>
      ))}
    </Text>
  );
}
