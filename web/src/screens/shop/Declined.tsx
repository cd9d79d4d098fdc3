import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { useCancelPayment } from "@/screens/payments/CancelPayment";
import { useProblem } from "@/screens/payments/useProblem";
import type { PaymentShown } from "./Paying";
import { shopPath } from "./useChoice";

/** Why a payment was declined. To start again is another payment, so this one is given up first: it must not be paid as well. */
export function Declined({ payment }: { payment: PaymentShown }) {
  const { t } = useTranslation("shop");
  const [, navigate] = useLocation();
  const cancel = useCancelPayment(payment.id);
  const problem = useProblem();
  const [busy, setBusy] = useState(false);
  const { packageId, quantity, method, promoCode, teamId } = payment;
  const startAgain = async () => {
    setBusy(true);
    try {
      const answer = payment.resumable ? await cancel() : null;
      if (answer && isUserError(answer) && !hasFailed(answer)) return problem(answer); // it was paid meanwhile: that is shown
      navigate(shopPath({ packageId, quantity, method, promoCode: promoCode ?? null, teamId: teamId ?? null }));
    } catch (error) {
      problem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle />} title={t("paying.declined")}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{payment.failureReason}</Text>
        <Button size="sm" loading={busy} onClick={() => void startAgain()}>
          {t("paying.startAgain")}
        </Button>
      </Stack>
    </Alert>
  );
}

function hasFailed(answer: object): boolean {
  return "status" in answer && answer.status === "FAILED";
}
