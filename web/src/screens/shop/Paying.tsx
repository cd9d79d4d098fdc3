import { Alert, Button, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { PaymentOutcomeDocument, type PaymentOutcomeQuery } from "@/gql/shop/graphql";
import { Asked } from "@/ui/Asked";
import { Page } from "@/ui/Page";
import { Declined } from "./Declined";
import { Paid } from "./Paid";
import { PayHere } from "./PayHere";
import { useCleanAddress } from "./useCleanAddress";
import { useLooking } from "./useLooking";

export type PaymentShown = PaymentOutcomeQuery["payment"];

/** One payment until its outcome is known: where it is paid, and what came of it. It may be paid in another tab, or on a phone. */
export default function Paying({ id }: { id: string }) {
  const { t } = useTranslation(["shop", "payments"]);
  useCleanAddress();
  const query = useAsk(PaymentOutcomeDocument, { id, language: spokenLanguage() }, { staleTime: 0 });
  const payment = query.data?.payment;
  const { ended, again } = useLooking(query.refetch, payment !== undefined && mayChange(payment));
  return (
    <Page title={t("paying.title")} size="sm">
      <Asked query={query} lines={6}>
        {(data) => (
          <>
            <VisuallyHidden role="status">{t(`payments:status.${data.payment.status}`)}</VisuallyHidden>
            <Outcome payment={data.payment} available={data.balance.available} />
            {ended && (
              <Button variant="default" onClick={again}>
                {t("paying.lookAgain")}
              </Button>
            )}
          </>
        )}
      </Asked>
    </Page>
  );
}

/** Whether news of it is expected. A declined one may still be paid, in a tab that is open elsewhere. */
function mayChange({ status, resumable }: PaymentShown): boolean {
  return status === "PROCESSING" || resumable;
}

function Outcome({ payment, available }: { payment: PaymentShown; available: string }) {
  const { t } = useTranslation("shop");
  switch (payment.status) {
    case "PENDING":
    case "FAILED":
      return (
        <Stack>
          {payment.status === "FAILED" && <Declined payment={payment} />}
          {payment.resumable && <PayHere payment={payment} />}
        </Stack>
      );
    case "SUCCEEDED":
      return <Paid payment={payment} available={available} />;
    case "PROCESSING":
      return (
        <Alert title={t("paying.processing.title")}>
          <Text size="sm">{t("paying.processing.text")}</Text>
        </Alert>
      );
    default:
      return <Ended payment={payment} />;
  }
}

/** Given up, expired, or paid and gone back: all there is to do is to look, or to begin anew. */
function Ended({ payment }: { payment: PaymentShown }) {
  const { t } = useTranslation("shop");
  return (
    <Alert title={t(payment.status === "CANCELLED" ? "paying.cancelled" : "paying.reversed")} color="gray">
      <Button component={Link} href={payment.status === "CANCELLED" ? "/shop" : `/purchases/${payment.id}`} size="xs" variant="default">
        {t(payment.status === "CANCELLED" ? "paying.toShop" : "paying.details")}
      </Button>
    </Alert>
  );
}
