import { Anchor, Button, Group, Paper, Select, Stack, Table, Text } from "@mantine/core";
import type { CustomTypeOptions } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { type PaymentStatus, PurchasesPageDocument, type PurchasesPageQuery } from "@/gql/purchases/graphql";
import { StatusBadge } from "@/screens/payments/StatusBadge";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";
import { Page } from "@/ui/Page";

type Row = PurchasesPageQuery["purchases"]["edges"][number]["node"];

const PAGE = 20;
/** What people look for, and the states of the API that it means. */
type FilterName = Exclude<keyof CustomTypeOptions["resources"]["purchases"]["filter"], "label">;

const FILTERS: Record<FilterName, PaymentStatus[] | null> = {
  all: null,
  paid: ["SUCCEEDED", "PARTIALLY_REFUNDED"],
  open: ["PENDING", "PROCESSING", "FAILED"],
  reversed: ["PARTIALLY_REFUNDED", "REFUNDED", "DISPUTED"],
  cancelled: ["CANCELLED"],
};

/** All purchases of the reader's, the newest first. */
export function PurchaseList() {
  const { t } = useTranslation(["purchases", "payments"]);
  const [shown, setShown] = useState<FilterName>("all");
  const pages = useAskPages(
    PurchasesPageDocument,
    { first: PAGE, filter: { status: FILTERS[shown] }, language: spokenLanguage() },
    ({ purchases }) => purchases,
  );
  const filter = (
    <Select
      aria-label={t("filter.label")}
      data={(Object.keys(FILTERS) as FilterName[]).map((name) => ({ value: name, label: t(`filter.${name}`) }))}
      value={shown}
      onChange={(name) => setShown((name ?? "all") as FilterName)}
      allowDeselect={false}
      w={180}
    />
  );
  return (
    <Page title={t("title")} actions={filter}>
      <Asked query={pages}>
        {() =>
          pages.nodes.length === 0 ? (
            <Empty
              action={
                <Button component={Link} href="/shop">
                  {t("toShop")}
                </Button>
              }
            >
              {t(shown === "all" ? "none" : "noneOfThese")}
            </Empty>
          ) : (
            <Stack>
              <WideTable rows={pages.nodes} />
              <NarrowCards rows={pages.nodes} />
              <MoreButton pages={pages} />
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}

function WideTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation(["purchases", "payments"]);
  return (
    <Paper withBorder visibleFrom="sm">
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={t("title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("columns.when")}</Table.Th>
            <Table.Th ta="right">{t("columns.tokens")}</Table.Th>
            <Table.Th ta="right">{t("columns.total")}</Table.Th>
            <Table.Th>{t("columns.method")}</Table.Th>
            <Table.Th>{t("columns.status")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <Anchor component={Link} href={`/purchases/${row.id}`} size="sm">
                  {dateTime(row.createdAt)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {tokens(row.tokens)}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {row.total.formatted}
              </Table.Td>
              <Table.Td>
                {t(`payments:methods.${row.method}`)}
                <ForWhom row={row} />
              </Table.Td>
              <Table.Td>
                <StatusBadge status={row.status} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** The same for phones. */
function NarrowCards({ rows }: { rows: Row[] }) {
  const { t } = useTranslation(["purchases", "payments"]);
  return (
    <Stack gap="sm" hiddenFrom="sm">
      {rows.map((row) => (
        <Paper key={row.id} withBorder p="md">
          <Group justify="space-between">
            <Text fw={600} className="numbers">
              {t("tokens", { tokens: tokens(row.tokens) })}
            </Text>
            <StatusBadge status={row.status} />
          </Group>
          <Group justify="space-between" mt="xs">
            <Anchor component={Link} href={`/purchases/${row.id}`} size="sm">
              {dateTime(row.createdAt)}
            </Anchor>
            <Text className="numbers">{row.total.formatted}</Text>
          </Group>
          <ForWhom row={row} />
        </Paper>
      ))}
    </Stack>
  );
}

function ForWhom({ row }: { row: Row }) {
  const { t } = useTranslation("purchases");
  const whom = row.gift ? "gift" : row.teamId ? "team" : null;
  return (
    whom && (
      <Text size="xs" c="dimmed">
        {t(`for.${whom}`)}
      </Text>
    )
  );
}
