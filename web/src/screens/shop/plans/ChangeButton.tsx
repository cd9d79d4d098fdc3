import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import { ChangePlanDocument } from "@/gql/plans/graphql";
import { useIntention } from "@/app/useIntention";
import { useProblem } from "@/screens/payments/useProblem";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { isUserError } from "tokentill-client";
import type { Plan } from "./PlanCard";

/** Changes to this plan: to a dearer one at once, to a cheaper one from the next period on. */
export function ChangeButton({ plan, disabled }: { plan: Plan; disabled: boolean }) {
  const { t } = useTranslation("shop");
  const change = useChange(ChangePlanDocument);
  const intention = useIntention();
  const problem = useProblem();
  const confirm = async () => {
    const input = { planId: plan.id };
    try {
      const { changeSubscription } = await change.mutateAsync({ ...input, key: intention.keyFor(input) });
      if (isUserError(changeSubscription)) problem(changeSubscription);
      if (!isUserError(changeSubscription) || !changeSubscription.retryable) intention.done();
    } catch (error) {
      problem(error);
    }
  };
  return (
    <ConfirmButton variant="default" disabled={disabled} question={t("plans.changeQuestion")} action={t("plans.change", { plan: plan.name })} onConfirm={confirm}>
      {t("plans.change", { plan: plan.name })}
    </ConfirmButton>
  );
}
