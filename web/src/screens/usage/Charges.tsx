import { Anchor, Paper, Stack, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { type UsageChargesQuery, UsageChargesDocument } from "@/gql/usage/graphql";
import { Failure } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";

type Charge = UsageChargesQuery["usageHistory"]["edges"][number]["node"];

export interface ChargesFilter {
  from: string;
  to: string;
  modelId: string | null;
}

const PAGE = 20;

/** Every charge, the newest first. */
export function Charges({ filter }: { filter: ChargesFilter }) {
  const { t } = useTranslation("usage");
  const pages = useAskPages(UsageChargesDocument, { first: PAGE, ...filter }, (result) => result.usageHistory);
  if (pages.isPending) return <Loading />;
  if (pages.error) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.nodes.length === 0) return null;
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("charges")}
        </Title>
        <Table.ScrollContainer minWidth={640}>
          <Table aria-label={t("charges")} className="stacking">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("at")}</Table.Th>
                <Table.Th>{t("kind.title")}</Table.Th>
                <Table.Th>{t("model")}</Table.Th>
                <Table.Th ta="right">{t("input")}</Table.Th>
                <Table.Th ta="right">{t("output")}</Table.Th>
                <Table.Th ta="right">{t("cost")}</Table.Th>
                <Table.Th ta="right">{t("balanceAfter")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages.nodes.map((charge) => (
                <Row key={charge.id} charge={charge} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <MoreButton pages={pages} />
      </Stack>
    </Paper>
  );
}

function Row({ charge }: { charge: Charge }) {
  const { t } = useTranslation("usage");
  const kind = charge.reference ?? t(`kind.${charge.kind}`);
  const input = BigInt(charge.inputTokens) + BigInt(charge.cacheReadTokens);
  const output = BigInt(charge.outputTokens) + BigInt(charge.reasoningTokens);
  const counts = [
    [t("input"), input],
    [t("output"), output],
    [t("cost"), charge.cost],
    [t("balanceAfter"), charge.balanceAfter],
  ] as const;
  return (
    <Table.Tr>
      <Table.Td>{dateTime(charge.at)}</Table.Td>
      <Table.Td data-label={t("kind.title")}>
        {charge.conversationId ? (
          <Anchor component={Link} href={`/chat/${charge.conversationId}`}>
            {kind}
          </Anchor>
        ) : (
          kind
        )}
      </Table.Td>
      <Table.Td data-label={t("model")}>{charge.modelId}</Table.Td>
      {counts.map(([name, count]) => (
        <Table.Td key={name} ta="right" className="numbers" data-label={name}>
          {tokens(count)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
