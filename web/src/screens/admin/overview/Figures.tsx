import { Paper, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed, percent, shortTokens, tokens } from "@/app/formats";
import { readFragment } from "@/gql/adminOverview/fragment-masking";
import { type AdminOverviewQuery, OverviewRepliesFragmentDoc } from "@/gql/adminOverview/graphql";

type Detail = "failedOf" | "refusedOf" | "succeededOf" | "activeWeek" | "activeMonth" | "newOf";

/** The most important numbers, as cards. */
export function Figures({ overview }: { overview: AdminOverviewQuery["overview"] }) {
  const { t } = useTranslation("adminOverview");
  const { totals, activeUsers, newUsers } = overview;
  const replies = readFragment(OverviewRepliesFragmentDoc, totals);
  const of = (name: Detail, count: string | number) => t(name, { number: tokens(String(count)) });
  const success = replies.successPercent == null ? t("none") : percent(replies.successPercent / 100);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      <Figure
        name={t("replies")}
        value={tokens(replies.requests)}
        detail={listed([of("failedOf", replies.failed), of("refusedOf", replies.refused)])}
      />
      <Figure name={t("success")} value={success} detail={of("succeededOf", replies.succeeded)} />
      <Figure
        name={t("charged")}
        value={shortTokens(totals.cost)}
        detail={t("modelTokens", { input: shortTokens(totals.inputTokens), output: shortTokens(totals.outputTokens) })}
      />
      <Figure
        name={t("activeUsers")}
        value={tokens(String(activeUsers.day))}
        detail={listed([of("activeWeek", activeUsers.week), of("activeMonth", activeUsers.month), of("newOf", newUsers)])}
      />
    </SimpleGrid>
  );
}

function Figure({ name, value, detail }: { name: string; value: string; detail: string }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={26} fw={650} className="numbers">
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {detail}
      </Text>
    </Paper>
  );
}
