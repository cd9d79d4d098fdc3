import { Group, SimpleGrid, Stack, Title } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { AdminHealthDocument, AdminOverviewDocument } from "@/gql/adminOverview/graphql";
import { Asked } from "@/ui/Asked";
import { Page } from "@/ui/Page";
import { ExportUsage } from "../parts/ExportUsage";
import { useFilters } from "../parts/useFilters";
import { Alerts } from "./Alerts";
import { Charts } from "./Charts";
import { Figures } from "./Figures";
import { Health } from "./Health";
import { Money } from "./Money";
import { RangePicker } from "./RangePicker";
import { RANGES, rangeOf } from "./range";

const MINUTE_MS = 60_000;

/** The business in a range of time, and what is wrong right now. */
export default function OverviewPage() {
  const { t } = useTranslation("adminOverview");
  const filters = useFilters();
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), MINUTE_MS, { autoInvoke: true }); // what is asked changes with each quarter of an hour
  const range = rangeOf(filters.oneOf("range", RANGES) ?? "week", filters.get("from"), filters.get("to"), now);
  const overview = useAsk(AdminOverviewDocument, {
    ...range,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: spokenLanguage(),
  });
  // A question of its own: one for all would cost more than the server allows.
  const health = useAsk(AdminHealthDocument, { from: range.from, to: range.to });
  return (
    <Page
      title={t("title")}
      size="xl"
      actions={
        <Group gap="xs" align="flex-end">
          <ExportUsage />
          <RangePicker filters={filters} />
        </Group>
      }
    >
      <Alerts />
      <Asked query={overview} lines={8}>
        {({ overview: found }) => (
          <Stack gap="lg">
            <Figures overview={found} />
            <SimpleGrid cols={{ base: 1, lg: 3 }}>
              <Charts series={found.series} range={range} />
            </SimpleGrid>
            <Title order={2} size="h4">
              {t("money")}
            </Title>
            <Money revenue={found.revenue} payments={found.payments} />
          </Stack>
        )}
      </Asked>
      <Title order={2} size="h4">
        {t("health")}
      </Title>
      <Asked query={health}>{({ overview: { providers, models } }) => <Health providers={providers} models={models} />}</Asked>
    </Page>
  );
}
