import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { spokenLanguage } from "@/app/languages";
import { INDEPENDENT, useAsk } from "@/app/queries";
import { MyPlanDocument, ResumeFirstPaymentDocument, type ResumeFirstPaymentMutation } from "@/gql/plans/graphql";
import { Asked } from "@/ui/Asked";
import { Refused } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { useLooking } from "../useLooking";

const StripeForm = lazy(() => import("../StripeForm"));

type Started = Extract<ResumeFirstPaymentMutation["resumeFirstPayment"], { __typename: "SubscriptionStarted" }>;

/**
 * Where a subscription's first payment is made, and the wait for it. What is needed for it comes from the button that began it; in
 * a tab that was opened later, from the server: it is kept in memory, never in storage.
 */
export function FirstPayment({ subscriptionId }: { subscriptionId: string }) {
  const { t } = useTranslation("shop");
  const query = useAsk(ResumeFirstPaymentDocument, { subscriptionId }, { staleTime: Number.POSITIVE_INFINITY, meta: INDEPENDENT });
  const mine = useAsk(MyPlanDocument, { language: spokenLanguage() });
  const { ended, again } = useLooking(mine.refetch, true);
  return (
    <Alert role="status" title={t("plans.incomplete.title")} variant="light">
      <Stack gap="sm">
        <Text size="sm">{t("plans.incomplete.pay")}</Text>
        <Asked query={query} lines={2}>
          {({ resumeFirstPayment: answer }) => (isUserError(answer) ? <Refused refusal={answer} /> : <WayToPay started={answer} />)}
        </Asked>
        {ended && (
          <Button variant="default" size="xs" onClick={again}>
            {t("paying.lookAgain")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** No way is needed any more once it is paid. */
function WayToPay({ started }: { started: Started }) {
  const { t } = useTranslation("shop");
  if (started.paymentPageUrl)
    return (
      <Button component="a" href={started.paymentPageUrl} target="_blank" rel="noopener" leftSection={<IconExternalLink size={18} />}>
        {t("paying.openPage")}
      </Button>
    );
  if (!started.clientSecret) return null;
  return (
    <Suspense fallback={<Loading />}>
      <StripeForm publishableKey={started.publishableKey} clientSecret={started.clientSecret} returnPath="/shop/plans" />
    </Suspense>
  );
}
