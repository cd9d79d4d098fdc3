import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminDisputesDocument } from "@/gql/adminDisputes/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { DecideDispute } from "./DecideDispute";

const PAGE_ROWS = 25;

/** Payments whose payers want their money back of their bank, or got it. */
export default function DisputesPage() {
  const { t } = useTranslation(["adminPayments", "admin"]);
  const payments = useAskPages(AdminDisputesDocument, { first: PAGE_ROWS, language: spokenLanguage() }, (result) => result.allPayments);
  return (
    <Page title={t("admin:pages.disputes")} description={t("disputesHint")} size="xl">
      <List
        label={t("admin:pages.disputes")}
        empty={t("noDisputes")}
        pages={payments}
        keyOf={({ payment }) => payment.id}
        columns={[
          { title: t("id"), cell: ({ payment: { id, createdAt } }) => <Titled name={dateTime(createdAt)} id={id} /> },
          { title: t("payer"), cell: ({ userId }) => <Id id={userId} /> },
          { title: t("state"), cell: ({ payment }) => payment.dispute && <State value={payment.dispute} /> },
          { title: t("atGateway"), cell: ({ payment }) => payment.gatewayReference && <Id id={payment.gatewayReference} /> },
          { title: t("total"), numeric: true, cell: ({ payment }) => payment.total.formatted },
          { title: t("refunded"), numeric: true, cell: ({ payment: { refunded } }) => refunded.formatted },
          {
            title: t("takenBack"),
            numeric: true,
            cell: ({ payment }) => t("of", { part: tokens(payment.tokensTakenBack), all: tokens(payment.tokens) }),
          },
        ]}
        // One that was lost in another currency is flagged, and counts as open until it is decided.
        acts={({ payment: { id, dispute, total }, flagged }) =>
          dispute === "OPEN" && flagged && <DecideDispute of={{ paymentId: id }} currency={total.currency} />
        }
      />
    </Page>
  );
}
