import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { Link } from "wouter";
import { useChange } from "@/app/queries";
import { SendPasswordResetDocument } from "@/gql/account/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { Card } from "./Card";

/** Says the same whether the address is known or not, as the server does. */
export default function ForgotPassword() {
  const { t } = useTranslation("account");
  const [email, setEmail] = useState("");
  const { mutate, isPending, data, error } = useChange(SendPasswordResetDocument);
  const refusal = data && isUserError(data.requestPasswordReset) ? data.requestPasswordReset : null;
  const sent = data !== undefined && refusal === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ email });
  };
  return (
    <Card title={t("forgot.title")} text={t("forgot.text")}>
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
          {refusal && <Refused refusal={refusal} />}
          {error && <Failure error={error} />}
          {sent && (
            <Text size="sm" role="status">
              {t("forgot.sent")}
            </Text>
          )}
          <Button type="submit" loading={isPending} disabled={sent}>
            {t("forgot.action")}
          </Button>
          <Anchor component={Link} href="/sign-in" size="sm">
            {t("back.again")}
          </Anchor>
        </Stack>
      </form>
    </Card>
  );
}
