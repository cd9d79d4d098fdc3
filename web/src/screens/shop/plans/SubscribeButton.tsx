import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { keyOf, queries, useChange } from "@/app/queries";
import { type PlanInterval, ResumeFirstPaymentDocument, SubscribeToPlanDocument } from "@/gql/plans/graphql";
import { useIntention } from "@/app/useIntention";
import { Failure, Refused } from "@/ui/Failure";
import type { Plan } from "./PlanCard";

interface Props {
  plan: Plan;
  interval: PlanInterval;
}

/** Begins a subscription, which holds once its first payment is made. */
export function SubscribeButton({ plan, interval }: Props) {
  const { t } = useTranslation("shop");
  const subscribe = useChange(SubscribeToPlanDocument);
  const intention = useIntention();
  const answer = subscribe.data?.subscribe;
  const begin = async () => {
    const input = { planId: plan.id, interval };
    const { subscribe: started } = await subscribe.mutateAsync({ ...input, key: intention.keyFor(input) });
    if (!isUserError(started)) {
      queries.setQueryData(keyOf(ResumeFirstPaymentDocument, { subscriptionId: started.subscription.id }), { resumeFirstPayment: started });
    }
    if (!isUserError(started) || !started.retryable) intention.done();
  };
  const tryToBegin = () => void begin().catch(() => undefined); // what was thrown is shown below
  return (
    <Stack gap="xs">
      {answer && isUserError(answer) && <Refused refusal={answer} />}
      {subscribe.error && <Failure error={subscribe.error} retry={tryToBegin} />}
      <Button onClick={tryToBegin} loading={subscribe.isPending}>
        {t("plans.subscribe", { plan: plan.name })}
      </Button>
    </Stack>
  );
}
