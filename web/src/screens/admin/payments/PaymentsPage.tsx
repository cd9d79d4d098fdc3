import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminPaymentsDocument, type PaymentMethod, type PaymentStatus } from "@/gql/adminPayments/graphql";
import { Page } from "@/ui/Page";
import { ChoiceFilter, DayFilters, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { everyOf, useFilters } from "../parts/useFilters";
import { RefundPayment } from "./Refund";

const PAGE_ROWS = 25;
const METHODS = everyOf<PaymentMethod>({
  CARD: true,
  ALIPAY: true,
  WECHAT_PAY: true,
  APPLE_PAY: true,
  GOOGLE_PAY: true,
  BITCOIN: true,
  UPI: true,
  NETBANKING: true,
});
const STATUSES = everyOf<PaymentStatus>({
  SUCCEEDED: true,
  PENDING: true,
  PROCESSING: true,
  FAILED: true,
  CANCELLED: true,
  REFUNDED: true,
  PARTIALLY_REFUNDED: true,
  DISPUTED: true,
});

/** Everybody's payments, and the button that pays one back. */
export default function PaymentsPage() {
  const { t } = useTranslation(["adminPayments", "admin"]);
  const filters = useFilters();
  const payments = useAskPages(
    AdminPaymentsDocument,
    {
      first: PAGE_ROWS,
      userId: filters.text("user"),
      status: filters.oneOf("status", STATUSES),
      method: filters.oneOf("method", METHODS),
      currency: filters.get("currency").toUpperCase() || null,
      ...filters.days(),
      language: spokenLanguage(),
    },
    (result) => result.allPayments,
  );
  return (
    <Page title={t("title")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="user" label={t("payer")} placeholder={t("payerHint")} wide />
        <ChoiceFilter filters={filters} name="status" label={t("state")} values={STATUSES} called={(each) => t(`admin:states.${each}`)} />
        <ChoiceFilter filters={filters} name="method" label={t("method")} values={METHODS} called={(each) => t(`admin:methods.${each}`)} />
        <TextFilter filters={filters} name="currency" label={t("currency")} placeholder="CNY" />
        <DayFilters filters={filters} />
      </FilterBar>
      <List
        label={t("title")}
        empty={t("noPayments")}
        pages={payments}
        keyOf={({ payment }) => payment.id}
        columns={[
          { title: t("id"), cell: ({ payment: { id, createdAt } }) => <Titled name={dateTime(createdAt)} id={id} /> },
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
        ]}
        acts={({ payment }) => <RefundPayment payment={payment} />}
      />
    </Page>
  );
}
