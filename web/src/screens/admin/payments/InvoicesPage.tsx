import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminInvoicesDocument, RefundInvoiceDocument } from "@/gql/adminInvoices/graphql";
import { Page } from "@/ui/Page";
import { DayFilters, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { useFilters } from "../parts/useFilters";
import { DecideDispute } from "./DecideDispute";
import { Refund } from "./Refund";

const PAGE_ROWS = 25;

/** Everybody's paid invoices of subscriptions. */
export default function InvoicesPage() {
  const { t } = useTranslation(["adminPayments", "admin"]);
  const filters = useFilters();
  const invoices = useAskPages(
    AdminInvoicesDocument,
    {
      first: PAGE_ROWS,
      userId: filters.text("user"),
      currency: filters.get("currency").toUpperCase() || null,
      ...filters.days(),
      language: spokenLanguage(),
    },
    (result) => result.allInvoices,
  );
  return (
    <Page title={t("invoices")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="user" label={t("payer")} placeholder={t("payerHint")} wide />
        <TextFilter filters={filters} name="currency" label={t("currency")} placeholder="CNY" />
        <DayFilters filters={filters} />
      </FilterBar>
      <List
        label={t("invoices")}
        empty={t("noInvoices")}
        pages={invoices}
        keyOf={({ id }) => id}
        columns={[
          { title: t("invoice"), cell: ({ id, paidAt }) => <Titled name={dateTime(paidAt)} id={id} /> },
          { title: t("payer"), cell: ({ userId }) => <Id id={userId} /> },
          { title: t("plan"), cell: ({ planId }) => planId },
          { title: t("dispute"), cell: ({ dispute }) => dispute && <State value={dispute} /> },
          { title: t("tokens"), numeric: true, cell: (invoice) => tokens(invoice.tokens) },
          { title: t("total"), numeric: true, cell: ({ amount }) => amount.formatted },
          { title: t("refunded"), numeric: true, cell: ({ refunded }) => refunded.amount !== "0" && refunded.formatted },
        ]}
        acts={({ id, amount, refunded, dispute }) =>
          dispute === "OPEN" ? (
            <DecideDispute of={{ invoiceId: id }} currency={amount.currency} />
          ) : (
            <Refund id={id} does={RefundInvoiceDocument} total={amount} refunded={refunded} />
          )
        }
      />
    </Page>
  );
}
