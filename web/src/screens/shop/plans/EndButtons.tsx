import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useChange } from "@/app/queries";
import { CancelPlanDocument, OpenBillingPortalDocument, ResumePlanDocument } from "@/gql/plans/graphql";
import { useIntention } from "@/app/useIntention";
import { useProblem } from "@/screens/payments/useProblem";
import { ConfirmButton } from "@/ui/ConfirmButton";
import type { Subscription } from "./PlanCard";

/** Cancelling, taking that back, and Stripe's page for cards and invoices. */
export function EndButtons({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation("shop");
  const cancel = useChange(CancelPlanDocument);
  const resume = useChange(ResumePlanDocument);
  const portal = useChange(OpenBillingPortalDocument);
  const trying = useTrying();
  const unpaid = subscription.status === "INCOMPLETE";
  const openPortal = async (key: string) => {
    const { createBillingPortalSession: answer } = await portal.mutateAsync({ key });
    if (!isUserError(answer)) location.assign(answer.url);
    return answer;
  };
  return (
    <Group>
      {subscription.cancelAtPeriodEnd ? (
        <Button loading={resume.isPending} onClick={() => void trying("resume", async (key) => (await resume.mutateAsync({ key })).resumeSubscription)}>
          {t("plans.resume")}
        </Button>
      ) : (
        <ConfirmButton
          variant="default"
          question={t(unpaid ? "plans.giveUpQuestion" : "plans.cancelQuestion")}
          action={t("plans.cancel")}
          onConfirm={() => trying("cancel", async (key) => (await cancel.mutateAsync({ key })).cancelSubscription)}
        >
          {t("plans.cancel")}
        </ConfirmButton>
      )}
      {!unpaid && (
        <Button variant="default" loading={portal.isPending} onClick={() => void trying("portal", openPortal)}>
          {t("plans.portal")}
        </Button>
      )}
    </Group>
  );
}

/** Carries one of the buttons out, with a key that outlives a lost answer, and tells what came in the way. */
function useTrying() {
  const intention = useIntention();
  const problem = useProblem();
  return async (what: string, carryOut: (key: string) => Promise<{ __typename: string; retryable?: boolean }>) => {
    try {
      const answer = await carryOut(intention.keyFor({ what }));
      if (isUserError(answer)) problem(answer);
      if (!answer.retryable) intention.done();
    } catch (error) {
      problem(error);
    }
  };
}
