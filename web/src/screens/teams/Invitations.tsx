import { Button, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { date } from "@/app/formats";
import { InviteDocument, type OneTeamQuery, ResendInvitationDocument, type TeamRole, WithdrawInvitationDocument } from "@/gql/teams/graphql";
import { Outcome } from "@/ui/Outcome";

type Team = OneTeamQuery["team"];

/** Whoever is invited gets a mail; nobody learns whether the address has an account. */
export function Invitations({ team }: { team: Team }) {
  const { t } = useTranslation("teams");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<TeamRole>("MEMBER");
  const action = useAction(InviteDocument, (result) => result.inviteTeamMember);
  const resend = useAction(ResendInvitationDocument, (result) => result.resendTeamInvitation);
  const withdraw = useAction(WithdrawInvitationDocument, (result) => result.withdrawTeamInvitation);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await action.run({ team: team.id, email, role, key: action.key({ email, role }) })) setEmail("");
  };
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {t("invite.title")}
          </Title>
          <Group align="flex-end">
            <TextInput
              label={t("invite.email")}
              type="email"
              required
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              style={{ flex: "1 1 220px" }}
            />
            {team.role === "OWNER" && (
              <Select
                label={t("change.role")}
                allowDeselect={false}
                value={role}
                onChange={(value) => setRole(value as TeamRole)}
                data={(["MEMBER", "ADMIN"] as const).map((each) => ({ value: each, label: t(`role.${each}`) }))}
              />
            )}
            <Button type="submit" loading={action.busy}>
              {t("invite.action")}
            </Button>
          </Group>
          <Outcome action={action} done={t("invite.done")} />
        </Stack>
      </form>
      <Stack gap="xs" mt="sm">
        {(team.invitations?.edges ?? []).map(({ node }) => (
          <Group key={node.id} justify="space-between">
            <Text size="sm" className="long">{t("invite.open", { email: node.email, role: t(`role.${node.role}`), date: date(node.expiresAt) })}</Text>
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => void resend.run({ id: node.id })}>
                {t("invite.resend")}
              </Button>
              <Button size="xs" variant="default" onClick={() => void withdraw.run({ id: node.id })}>
                {t("invite.withdraw")}
              </Button>
            </Group>
          </Group>
        ))}
        <Outcome action={resend} done={t("invite.done")} />
        <Outcome action={withdraw} />
      </Stack>
    </Paper>
  );
}
