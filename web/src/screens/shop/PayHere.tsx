import { Button, Group, Loader, Paper, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { ResumePurchaseDocument, type ResumePurchaseMutation } from "@/gql/shop/graphql";
import { CancelPayment } from "@/screens/payments/CancelPayment";
import { Asked } from "@/ui/Asked";
import { Refused } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { OpenFor } from "./OpenFor";
import type { PaymentShown } from "./Paying";

const RazorpayForm = lazy(() => import("./RazorpayForm"));
const StripeForm = lazy(() => import("./StripeForm"));

type Started = Extract<ResumePurchaseMutation["resumePurchase"], { __typename: "PurchaseStarted" }>;

/**
 * Where an unpaid payment is paid. What is needed for it comes from the button in the shop; in a tab that was opened later, from
 * the server: it is kept in memory, never in storage.
 */
export function PayHere({ payment }: { payment: PaymentShown }) {
  const { t } = useTranslation(["shop", "payments"]);
  const query = useAsk(ResumePurchaseDocument, { paymentId: payment.id }, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Group justify="space-between" align="flex-start">
          <div>
            <Text fw={600}>{t("paying.what", { tokens: tokens(payment.tokens), amount: payment.total.formatted })}</Text>
            {payment.tax.amount !== "0" && (
              <Text size="sm" c="dimmed">
                {t(payment.taxIncluded ? "paying.taxIncluded" : "paying.taxAdded", { amount: payment.tax.formatted })}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {t(`payments:methods.${payment.method}`)}
            </Text>
          </div>
          <CancelPayment paymentId={payment.id} size="xs" />
        </Group>
        <Asked query={query} lines={3}>
          {({ resumePurchase }) =>
            isUserError(resumePurchase) ? <Refused refusal={resumePurchase} /> : <WayToPay payment={payment} started={resumePurchase} />
          }
        </Asked>
        <OpenFor until={payment.expiresAt} />
      </Stack>
    </Paper>
  );
}

function WayToPay({ payment, started }: { payment: PaymentShown; started: Started }) {
  const { t } = useTranslation("shop");
  if (started.paymentPageUrl) return <OnItsPage url={started.paymentPageUrl} method={payment.method} />;
  const { publishableKey, clientSecret } = started;
  switch (payment.gateway) {
    case "STRIPE":
      return (
        <Suspense fallback={<Loading />}>
          <StripeForm publishableKey={publishableKey} clientSecret={clientSecret} returnPath={`/shop/payment/${payment.id}`} />
        </Suspense>
      );
    case "RAZORPAY":
      return (
        <Suspense fallback={<Loading />}>
          <RazorpayForm payment={payment} keyId={publishableKey} orderId={clientSecret} />
        </Suspense>
      );
    default:
      return <Text>{t("paying.elsewhere")}</Text>; // a plug-in's, whose form this client does not have
  }
}

/** Ways to pay that need a word of explanation. */
const HINTED = ["ALIPAY", "BITCOIN", "WECHAT_PAY"] as const;

/** The simulated gateway's page, in a tab of its own, since it does not lead back. This page waits for what comes of it. */
function OnItsPage({ url, method }: { url: string; method: PaymentShown["method"] }) {
  const { t } = useTranslation("shop");
  const hint = HINTED.find((each) => each === method);
  return (
    <Stack gap="sm">
      {hint && <Text size="sm">{t(`paying.hints.${hint}`)}</Text>}
      <Button component="a" href={url} target="_blank" rel="noopener" size="md" leftSection={<IconExternalLink size={18} />}>
        {t("paying.openPage")}
      </Button>
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm" c="dimmed">
          {t("paying.waiting")}
        </Text>
      </Group>
    </Stack>
  );
}
