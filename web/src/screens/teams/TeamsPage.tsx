import { Badge, Button, Card, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAction } from "@/app/action";
import { date, tokens } from "@/app/formats";
import { useAsk, useAskPages } from "@/app/queries";
import {
  AcceptInvitationDocument,
  DeclineInvitationDocument,
  MakeTeamDocument,
  type MyTeamInvitationsQuery,
  MyTeamInvitationsDocument,
  type MyTeamsQuery,
  MyTeamsDocument,
} from "@/gql/teams/graphql";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";
import { Outcome } from "@/ui/Outcome";
import { Page } from "@/ui/Page";

type Invitation = MyTeamInvitationsQuery["teamInvitations"]["edges"][number]["node"];
type Team = MyTeamsQuery["teams"]["edges"][number]["node"];

/** The teams that one is in, those one is invited to, and a new one. */
export function TeamsPage() {
  const { t } = useTranslation("teams");
  const pages = useAskPages(MyTeamsDocument, { first: 20 }, (result) => result.teams);
  const { data } = useAsk(MyTeamInvitationsDocument, {});
  return (
    <Page title={t("title")} description={t("description")}>
      {(data?.teamInvitations.edges ?? []).map(({ node }) => (
        <Invited key={node.id} invitation={node} />
      ))}
      <Asked query={pages}>
        {() =>
          pages.nodes.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {pages.nodes.map((team) => (
                <TeamCard key={team.id} team={team} />
              ))}
            </SimpleGrid>
          )
        }
      </Asked>
      <MoreButton pages={pages} />
      <NewTeam />
    </Page>
  );
}

function TeamCard({ team }: { team: Team }) {
  const { t } = useTranslation("teams");
  return (
    <Card withBorder component={Link} href={`/teams/${team.id}`} c="inherit">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} truncate>
          {team.name}
        </Text>
        <Badge variant="light">{t(`role.${team.role}`)}</Badge>
      </Group>
      <Text size="sm" c="dimmed" className="numbers">
        {t("card", { tokens: tokens(team.balance.available), count: team.memberCount })}
      </Text>
    </Card>
  );
}

function Invited({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("teams");
  const accept = useAction(AcceptInvitationDocument, (result) => result.acceptTeamInvitation);
  const decline = useAction(DeclineInvitationDocument, (result) => result.declineTeamInvitation);
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Text size="sm">
          {t("invited.text", {
            team: invitation.teamName,
            person: invitation.invitedBy.name,
            role: t(`role.${invitation.role}`),
            date: date(invitation.expiresAt),
          })}
        </Text>
        <Group>
          <Button size="xs" loading={accept.busy} onClick={() => void accept.run({ id: invitation.id })}>
            {t("invited.accept")}
          </Button>
          <Button size="xs" variant="default" loading={decline.busy} onClick={() => void decline.run({ id: invitation.id })}>
            {t("invited.decline")}
          </Button>
        </Group>
        <Outcome action={accept} />
        <Outcome action={decline} />
      </Stack>
    </Paper>
  );
}

function NewTeam() {
  const { t } = useTranslation("teams");
  const [, go] = useLocation();
  const [name, setName] = useState("");
  const action = useAction(MakeTeamDocument, (result) => {
    if (result.createTeam.__typename === "Team") go(`/teams/${result.createTeam.id}`);
    return result.createTeam;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run({ name, key: action.key({ name }) });
  };
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {t("new.title")}
          </Title>
          <TextInput label={t("new.name")} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Outcome action={action} />
          <Group>
            <Button type="submit" loading={action.busy}>
              {t("new.action")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
