import { Anchor, Badge, Button, Checkbox, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAction } from "@/app/action";
import { tokens } from "@/app/formats";
import { useAsk, useAskPages } from "@/app/queries";
import { CloseDocument, LeaveDocument, type OneTeamQuery, OneTeamDocument, TeamEntriesDocument } from "@/gql/teams/graphql";
import { ENTRIES_A_PAGE, EntryPages } from "@/screens/wallet/Entries";
import { Asked } from "@/ui/Asked";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Outcome } from "@/ui/Outcome";
import { Page } from "@/ui/Page";
import { Invitations } from "./Invitations";
import { Members } from "./Members";
import { Rename } from "./Rename";
import { Usage } from "./Usage";

type Team = OneTeamQuery["team"];

/** One team: its tokens, who is in it and what they may spend. */
export function TeamPage({ id }: { id: string }) {
  const { t } = useTranslation(["teams", "usage", "wallet"]); // loads them together: a part that waited for its own would take the page away
  const query = useAsk(OneTeamDocument, { id });
  return (
    <Page title={query.data?.team.name ?? t("title")} description={<BackLink />}>
      <Asked query={query}>
        {({ team }) => (
          <>
            <Wallet team={team} />
            <Members team={team} />
            <Usage teamId={team.id} all={team.role !== "MEMBER"} />
            {team.role !== "MEMBER" && <Movements teamId={team.id} />}
            {team.invitations && <Invitations team={team} />}
            {team.role !== "MEMBER" && <Rename team={team} />}
            <Ending team={team} />
          </>
        )}
      </Asked>
    </Page>
  );
}

function BackLink() {
  const { t } = useTranslation("teams");
  return (
    <Anchor component={Link} href="/teams" size="sm">
      {t("back")}
    </Anchor>
  );
}

function Wallet({ team }: { team: Team }) {
  const { t } = useTranslation("teams");
  const { dailyCap, monthlyCap, usedToday, usedThisMonth } = team.membership;
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <Text c="dimmed" size="sm">
              {t("available")}
            </Text>
            <Badge variant="light">{t(`role.${team.role}`)}</Badge>
          </Group>
          <Text className="numbers" fz={32} fw={700} aria-live="polite">
            {tokens(team.balance.available)}
          </Text>
          <Text size="sm" c="dimmed" className="numbers">
            {t("mine", { today: ofCap(usedToday, dailyCap), month: ofCap(usedThisMonth, monthlyCap) })}
          </Text>
        </div>
        {team.role !== "MEMBER" && (
          <Button component={Link} href={`/shop?team=${team.id}`}>
            {t("buy")}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

/** Every movement of the team's wallet, for its owner and admins. */
function Movements({ teamId }: { teamId: string }) {
  const pages = useAskPages(TeamEntriesDocument, { team: teamId, first: ENTRIES_A_PAGE }, (result) => result.walletEntries);
  return <EntryPages pages={pages} />;
}

/** `59 / 1,000`; without a cap only what was used. */
export function ofCap(used: string | null | undefined, cap: string | null | undefined): string {
  const spent = tokens(used ?? "0");
  return cap ? `${spent} / ${tokens(cap)}` : spent;
}

/** Members leave; the owner closes the team, for everybody. */
function Ending({ team }: { team: Team }) {
  const { t } = useTranslation("teams");
  const [, go] = useLocation();
  const [forfeit, setForfeit] = useState(false);
  const leave = useAction(LeaveDocument, (result) => result.leaveTeam);
  const close = useAction(CloseDocument, (result) => result.closeTeam);
  const owner = team.role === "OWNER";
  const confirm = async () => {
    const ended = owner ? await close.run({ team: team.id, forfeit }) : await leave.run({ team: team.id });
    if (ended) go("/teams");
  };
  const verb = t(owner ? "close.action" : "leave.action");
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4">
          {verb}
        </Title>
        <Text size="sm">{t(owner ? "close.text" : "leave.text")}</Text>
        {owner && <Checkbox label={t("close.forfeit")} checked={forfeit} onChange={(event) => setForfeit(event.currentTarget.checked)} />}
        <Outcome action={owner ? close : leave} />
        <ConfirmButton color="red" question={t(owner ? "close.text" : "leave.text")} action={verb} onConfirm={confirm}>
          {verb}
        </ConfirmButton>
      </Stack>
    </Paper>
  );
}
