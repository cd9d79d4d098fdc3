import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminPaymentsDocument } from "@/gql/adminPayments/graphql";
import { Page } from "@/ui/Page";
import { startOfDay } from "../parts/days";
import { ChoiceFilter, DayFilter, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { useFilters } from "../parts/useFilters";
import { PaymentLinks } from "./PaymentLinks";
import { RefundButton } from "./RefundButton";

const PAGE_ROWS = 25;
const METHODS = ["CARD", "ALIPAY", "WECHAT_PAY", "APPLE_PAY", "GOOGLE_PAY", "BITCOIN", "UPI", "NETBANKING"] as const;
const STATUSES = [
  "SUCCEEDED",
  "PENDING",
  "PROCESSING",
  "FAILED",
  "CANCELLED",
  "REFUNDED",
  "PARTIALLY_REFUNDED",
  "DISPUTED",
] as const;

/** Everybody's payments, and the button that pays one back. */
export default function PaymentsPage() {
  const { t } = useTranslation(["adminPayments", "admin"]);
  const filters = useFilters();
  const payments = useAskPages(
    AdminPaymentsDocument,
    {
      first: PAGE_ROWS,
      userId: filters.get("user") || null,
      status: filters.oneOf("status", STATUSES),
      method: filters.oneOf("method", METHODS),
      currency: filters.get("currency").toUpperCase() || null,
      from: startOfDay(filters.get("from")),
      to: startOfDay(filters.get("to"), 1),
      language: spokenLanguage(),
    },
    (result) => result.allPayments,
  );
  return (
    <Page title={t("title")} size="xl">
      <PaymentLinks />
      <FilterBar>
        <TextFilter filters={filters} name="user" label={t("payer")} placeholder={t("payerHint")} wide />
        <ChoiceFilter
          filters={filters}
          name="status"
          label={t("state")}
          options={STATUSES.map((value) => ({ value, label: t(`admin:states.${value}`) }))}
        />
        <ChoiceFilter
          filters={filters}
          name="method"
          label={t("method")}
          options={METHODS.map((value) => ({ value, label: t(`admin:methods.${value}`) }))}
        />
        <TextFilter filters={filters} name="currency" label={t("currency")} placeholder="CNY" />
        <DayFilter filters={filters} name="from" label={t("from")} />
        <DayFilter filters={filters} name="to" label={t("to")} />
      </FilterBar>
      <List
        label={t("title")}
        empty={t("noPayments")}
        minWidth={980}
        pages={payments}
        keyOf={({ payment }) => payment.id}
        columns={[
          {
            title: t("id"),
            cell: ({ payment }) => (
              <>
                <Id id={payment.id} />
                <Text size="xs" c="dimmed">
                  {dateTime(payment.createdAt)}
                </Text>
              </>
            ),
          },
          { title: t("payer"), cell: ({ userId }) => <Id id={userId} /> },
          {
            title: t("state"),
            cell: ({ payment, flagged }) => (
              <>
                <State value={payment.status} />
                {flagged && (
                  <Text size="xs" c="var(--mantine-color-error)">
                    {t("flagged")}
                  </Text>
                )}
              </>
            ),
          },
          { title: t("method"), cell: ({ payment }) => t(`admin:methods.${payment.method}`) },
          { title: t("tokens"), numeric: true, cell: ({ payment }) => tokens(payment.tokens) },
          { title: t("total"), numeric: true, cell: ({ payment }) => payment.total.formatted },
          {
            title: t("refunded"),
            numeric: true,
            cell: ({ payment: { refunded } }) => refunded.amount !== "0" && refunded.formatted,
          },
          { title: t("act"), cell: ({ payment }) => <RefundButton payment={payment} /> },
        ]}
      />
    </Page>
  );
}
