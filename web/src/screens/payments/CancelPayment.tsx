import type { ButtonProps } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { newKey } from "@/app/api";
import { useChange } from "@/app/queries";
import { CancelPurchaseDocument } from "@/gql/payments/graphql";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { useProblem } from "./useProblem";

/** Gives a payment up, as `cancelPurchase` answers it. One key for a payment, since it can be given up once. */
export function useCancelPayment(paymentId: string) {
  const cancel = useChange(CancelPurchaseDocument);
  const key = useRef(newKey());
  return async () => (await cancel.mutateAsync({ paymentId, key: key.current })).cancelPurchase;
}

/** A button that gives an unpaid payment up, after a question. */
export function CancelPayment({ paymentId, ...button }: { paymentId: string } & ButtonProps) {
  const { t } = useTranslation("payments");
  const cancel = useCancelPayment(paymentId);
  const problem = useProblem();
  const confirm = async () => {
    const answer = await cancel().catch((error: unknown) => error as Error);
    if (answer instanceof Error || isUserError(answer)) problem(answer);
  };
  return (
    <ConfirmButton variant="default" {...button} question={t("cancel.question")} action={t("cancel.action")} onConfirm={confirm}>
      {t("cancel.button")}
    </ConfirmButton>
  );
}
