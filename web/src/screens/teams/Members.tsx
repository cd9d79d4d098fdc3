import { Badge, Button, Group, Modal, NumberInput, Paper, Select, Stack, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { useAskPages } from "@/app/queries";
import {
  type OneTeamQuery,
  RemoveMemberDocument,
  SetCapsDocument,
  SetRoleDocument,
  type TeamMembersQuery,
  TeamMembersDocument,
  type TeamRole,
  TransferDocument,
} from "@/gql/teams/graphql";
import { Asked } from "@/ui/Asked";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { MoreButton } from "@/ui/MoreButton";
import { Outcome } from "@/ui/Outcome";
import { ofCap } from "./TeamPage";

type Team = OneTeamQuery["team"];
type Member = TeamMembersQuery["team"]["members"]["edges"][number]["node"];

export function Members({ team }: { team: Team }) {
  const { t } = useTranslation("teams");
  const pages = useAskPages(TeamMembersDocument, { id: team.id, first: 20 }, (result) => result.team.members);
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("members.title", { count: team.memberCount })}
        </Title>
        <Asked query={pages}>
          {() => (
            <Table.ScrollContainer minWidth={480}>
              <Table aria-label={t("members.label")} className="stacking">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("members.name")}</Table.Th>
                    <Table.Th ta="right">{t("members.today")}</Table.Th>
                    <Table.Th ta="right">{t("members.month")}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{t("change.open")}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {pages.nodes.map((member) => (
                    <Row key={member.person.id} team={team} member={member} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Asked>
        <MoreButton pages={pages} />
      </Stack>
    </Paper>
  );
}

function Row({ team, member }: { team: Team; member: Member }) {
  const { t } = useTranslation("teams");
  const mayChange = team.role === "OWNER" || (team.role === "ADMIN" && member.role === "MEMBER");
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm">{member.person.name}</Text>
          <Badge size="sm" variant="light">
            {t(`role.${member.role}`)}
          </Badge>
        </Group>
      </Table.Td>
      <Table.Td ta="right" className="numbers" data-label={t("members.today")}>
        {member.usedToday && ofCap(member.usedToday, member.dailyCap)}
      </Table.Td>
      <Table.Td ta="right" className="numbers" data-label={t("members.month")}>
        {member.usedThisMonth && ofCap(member.usedThisMonth, member.monthlyCap)}
      </Table.Td>
      <Table.Td ta="right">{mayChange && <Change team={team} member={member} />}</Table.Td>
    </Table.Tr>
  );
}

/** Caps, role, removal, and giving the team away: what the server lets this caller do. */
function Change({ team, member }: { team: Team; member: Member }) {
  const { t } = useTranslation("teams");
  const [opened, { open, close }] = useDisclosure();
  const [daily, setDaily] = useState<string | number>(member.dailyCap ?? "");
  const [monthly, setMonthly] = useState<string | number>(member.monthlyCap ?? "");
  const caps = useAction(SetCapsDocument, (result) => result.setTeamMemberCaps);
  const role = useAction(SetRoleDocument, (result) => result.setTeamMemberRole);
  const removal = useAction(RemoveMemberDocument, (result) => result.removeTeamMember);
  const transfer = useAction(TransferDocument, (result) => result.transferTeam);
  const who = { team: team.id, member: member.person.id };
  const itself = member.person.id === team.membership.person.id;
  const cap = (value: string | number) => (value === "" ? null : String(value));
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-haspopup="dialog" aria-label={t("change.of", { name: member.person.name })}>
        {t("change.open")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("change.of", { name: member.person.name })}>
        <Stack gap="sm">
          <NumberInput label={t("change.daily")} description={t("change.empty")} min={0} allowDecimal={false} allowNegative={false} thousandSeparator value={daily} onChange={setDaily} />
          <NumberInput label={t("change.monthly")} min={0} allowDecimal={false} allowNegative={false} thousandSeparator value={monthly} onChange={setMonthly} />
          <Group>
            <Button loading={caps.busy} onClick={() => void caps.run({ ...who, daily: cap(daily), monthly: cap(monthly) })}>
              {t("change.caps")}
            </Button>
          </Group>
          <Outcome action={caps} />
          {team.role === "OWNER" && !itself && (
            <Select
              label={t("change.role")}
              allowDeselect={false}
              value={member.role}
              onChange={(value) => void role.run({ ...who, role: value as TeamRole })}
              data={(["MEMBER", "ADMIN"] as const).map((each) => ({ value: each, label: t(`role.${each}`) }))}
            />
          )}
          <Outcome action={role} />
          {!itself && (
            <Group>
              <ConfirmButton variant="default" question={t("change.removeQuestion")} action={t("change.remove")} onConfirm={() => removal.run(who)}>
                {t("change.remove")}
              </ConfirmButton>
              {team.role === "OWNER" && (
                <ConfirmButton variant="default" question={t("change.transferQuestion")} action={t("change.transfer")} onConfirm={() => transfer.run(who)}>
                  {t("change.transfer")}
                </ConfirmButton>
              )}
            </Group>
          )}
          <Outcome action={removal} />
          <Outcome action={transfer} />
        </Stack>
      </Modal>
    </>
  );
}
