import { Paper, Stack, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { TeamChargesDocument } from "@/gql/teams/graphql";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";

const PAGE = 10;

/** What the team's tokens were spent on, the newest first: by all, or by the reader alone, as their role lets them see. */
export function Usage({ teamId, all }: { teamId: string; all: boolean }) {
  const { t } = useTranslation(["teams", "usage"]);
  const pages = useAskPages(TeamChargesDocument, { team: teamId, first: PAGE }, (result) => result.usageHistory);
  const title = t(all ? "usage.all" : "usage.mine");
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Asked query={pages}>
          {() =>
            pages.nodes.length === 0 ? (
              <Empty>{t("usage.none")}</Empty>
            ) : (
              <Table.ScrollContainer minWidth={480}>
                <Table aria-label={title} className="stacking">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("usage:at")}</Table.Th>
                      <Table.Th>{t("members.name")}</Table.Th>
                      <Table.Th>{t("usage:kind.title")}</Table.Th>
                      <Table.Th>{t("usage:model")}</Table.Th>
                      <Table.Th ta="right">{t("usage:cost")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {pages.nodes.map(({ id, at, member, kind, modelId, reference, cost }) => (
                      <Table.Tr key={id}>
                        <Table.Td>{dateTime(at)}</Table.Td>
                        <Table.Td data-label={t("members.name")}>{member?.name}</Table.Td>
                        <Table.Td data-label={t("usage:kind.title")}>{reference ?? t(`usage:kind.${kind}`)}</Table.Td>
                        <Table.Td data-label={t("usage:model")}>{modelId}</Table.Td>
                        <Table.Td ta="right" className="numbers" data-label={t("usage:cost")}>
                          {tokens(cost)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </Asked>
        <MoreButton pages={pages} />
      </Stack>
    </Paper>
  );
}
