import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed, tokens } from "@/app/formats";
import type { AdminOverviewQuery, PaymentMethod } from "@/gql/adminOverview/graphql";
import { Rows } from "../parts/Rows";

type Overview = AdminOverviewQuery["overview"];

/** What came in and went back, by currency and way to pay, and how payments end. */
export function Money({ revenue, payments }: Pick<Overview, "revenue" | "payments">) {
  const { t } = useTranslation(["adminOverview", "admin"]);
  const method = (row: { method?: PaymentMethod | null }) => t(`admin:methods.${row.method ?? "INVOICE"}`);
  const count = (title: string, name: "started" | "succeeded" | "failed" | "cancelled" | "waiting") => ({
    title,
    numeric: true,
    cell: (row: Overview["payments"][number]) => tokens(row[name]),
  });
  const money = (name: "gross" | "tax" | "refunded" | "lost" | "net") => ({
    title: t(name),
    numeric: true,
    cell: (row: Overview["revenue"][number]) => row[name].formatted,
  });
  return (
    <>
      <Title order={3} size="h5">
        {t("revenue")}
      </Title>
      <Rows
        label={t("revenue")}
        empty={t("noRevenue")}
        rows={revenue}
        keyOf={(row) => `${row.currency} ${row.method}`}
        columns={[
          { title: t("currency"), cell: (row) => row.currency },
          { title: t("method"), cell: method },
          { title: t("sales"), numeric: true, cell: (row) => tokens(row.sales) },
          money("gross"),
          money("tax"),
          money("refunded"),
          money("lost"),
          money("net"),
        ]}
      />
      <Title order={3} size="h5">
        {t("payments")}
      </Title>
      <Rows
        label={t("payments")}
        empty={t("noPayments")}
        rows={payments}
        keyOf={(row) => `${row.currency} ${row.method}`}
        columns={[
          { title: t("currency"), cell: (row) => row.currency },
          { title: t("method"), cell: method },
          count(t("started"), "started"),
          count(t("paid"), "succeeded"),
          count(t("declined"), "failed"),
          count(t("cancelled"), "cancelled"),
          count(t("waiting"), "waiting"),
          { title: t("reasons"), cell: (row) => listed(row.reasons.map(({ reason, count }) => `${reason}: ${tokens(count)}`)) },
        ]}
      />
    </>
  );
}
