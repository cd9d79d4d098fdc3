import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { AdminInvoicesDocument, RefundInvoiceDocument } from "@/gql/adminInvoices/graphql";
import { Page } from "@/ui/Page";
import { startOfDay } from "../parts/days";
import { DayFilter, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { useFilters } from "../parts/useFilters";
import { PaymentLinks } from "./PaymentLinks";
import { RefundDialog } from "./RefundDialog";

const PAGE_ROWS = 25;

/** Everybody's paid invoices of subscriptions. */
export default function InvoicesPage() {
  const { t } = useTranslation(["adminPayments", "admin"]);
  const filters = useFilters();
  const refund = useChange(RefundInvoiceDocument);
  const invoices = useAskPages(
    AdminInvoicesDocument,
    {
      first: PAGE_ROWS,
      userId: filters.get("user") || null,
      currency: filters.get("currency").toUpperCase() || null,
      from: startOfDay(filters.get("from")),
      to: startOfDay(filters.get("to"), 1),
      language: spokenLanguage(),
    },
    (result) => result.allInvoices,
  );
  return (
    <Page title={t("invoices")} size="xl">
      <PaymentLinks />
      <FilterBar>
        <TextFilter filters={filters} name="user" label={t("payer")} placeholder={t("payerHint")} wide />
        <TextFilter filters={filters} name="currency" label={t("currency")} placeholder="CNY" />
        <DayFilter filters={filters} name="from" label={t("from")} />
        <DayFilter filters={filters} name="to" label={t("to")} />
      </FilterBar>
      <List
        label={t("invoices")}
        empty={t("noInvoices")}
        minWidth={900}
        pages={invoices}
        keyOf={({ id }) => id}
        columns={[
          { title: t("invoice"), cell: ({ id }) => <Id id={id} /> },
          { title: t("payer"), cell: ({ userId }) => <Id id={userId} /> },
          { title: t("day"), cell: ({ paidAt }) => dateTime(paidAt) },
          { title: t("plan"), cell: ({ planId }) => planId },
          { title: t("tokens"), numeric: true, cell: (invoice) => tokens(invoice.tokens) },
          { title: t("total"), numeric: true, cell: ({ amount }) => amount.formatted },
          { title: t("refunded"), numeric: true, cell: ({ refunded }) => refunded.amount !== "0" && refunded.formatted },
          {
            title: t("act"),
            cell: ({ id, amount, refunded, dispute }) =>
              dispute !== "OPEN" && (
                <RefundDialog
                  total={amount}
                  refunded={refunded.amount}
                  run={async (part, reason, key) =>
                    (await refund.mutateAsync({ invoiceId: id, amount: part, reason, key })).refundInvoice
                  }
                />
              ),
          },
        ]}
      />
    </Page>
  );
}
