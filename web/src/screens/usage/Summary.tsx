import { Paper, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { date, timeLabel, tokens } from "@/app/formats";
import type { UsageSummaryQuery } from "@/gql/usage/graphql";
import { type Bar, BarChart } from "@/ui/BarChart";
import { Empty } from "@/ui/Empty";
import { type Range, startsOfRange } from "./range";

type Stats = UsageSummaryQuery["usageStats"];

/** Sums of the range: totals, a chart by time and model, and a table by model. */
export function Summary({ stats, range }: { stats: Stats; range: Range }) {
  const { t } = useTranslation("usage");
  const { requests, cost, inputTokens, outputTokens } = stats.totals;
  if (BigInt(requests) === 0n) return <Empty>{t("none")}</Empty>;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure label={t("cost")} count={cost} />
        <Figure label={t("requests")} count={String(requests)} />
        <Figure label={t("input")} count={inputTokens} />
        <Figure label={t("output")} count={outputTokens} />
      </SimpleGrid>
      <Paper withBorder p="lg">
        <Title order={2} size="h4" mb="sm">
          {t("chart.title")}
        </Title>
        <BarChart
          title={t("chart.label", { from: date(range.from), cost: tokens(cost) })}
          bars={barsOf(stats, range)}
          series={stats.groups.map((group) => nameOf(group, t))}
        />
      </Paper>
      <ByModel stats={stats} />
    </Stack>
  );
}

function Figure({ label, count }: { label: string; count: string }) {
  return (
    <Paper withBorder p="md">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text className="numbers" fw={700} fz="xl">
        {tokens(count)}
      </Text>
    </Paper>
  );
}

function ByModel({ stats }: { stats: Stats }) {
  const { t } = useTranslation("usage");
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        {t("byModel")}
      </Title>
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label={t("byModel")} className="stacking">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("model")}</Table.Th>
              <Table.Th ta="right">{t("requests")}</Table.Th>
              <Table.Th ta="right">{t("input")}</Table.Th>
              <Table.Th ta="right">{t("output")}</Table.Th>
              <Table.Th ta="right">{t("cost")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stats.byModel.map((row) => (
              <Table.Tr key={row.modelId ?? ""}>
                <Table.Td>{row.modelId ?? t("noModel")}</Table.Td>
                {countsOf(row, t).map(([name, count]) => (
                  <Table.Td key={name} ta="right" className="numbers" data-label={name}>
                    {tokens(count)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function countsOf(row: Stats["byModel"][number], t: TFunction<"usage">): [name: string, count: string][] {
  return [
    [t("requests"), String(row.requests)],
    [t("input"), row.inputTokens],
    [t("output"), row.outputTokens],
    [t("cost"), row.cost],
  ];
}

/** A bar for each part of the range, also for those without a charge, which the server leaves out. */
function barsOf(stats: Stats, range: Range): Bar[] {
  const costs = stats.groups.map((group) => new Map(group.series.map((point) => [Date.parse(point.start), BigInt(point.cost)])));
  return startsOfRange(range).map((start) => ({
    key: start.toISOString(),
    label: timeLabel(start, range.bucket),
    values: costs.map((cost) => cost.get(start.getTime()) ?? 0n),
  }));
}

function nameOf(group: Stats["groups"][number], t: TFunction<"usage">): string {
  return group.others ? t("others") : (group.key ?? t("noModel"));
}
