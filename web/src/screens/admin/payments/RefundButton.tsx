import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import { RefundPaymentDocument } from "@/gql/adminPayments/graphql";
import { ActButton } from "../parts/ActButton";
import { MoneyInput } from "../parts/inputs";
import { majorUnits, minorUnits } from "../parts/money";

interface Props {
  payment: {
    id: string;
    status: string;
    total: { amount: string; currency: string; formatted: string };
    refunded: { amount: string };
  };
}

/** Pays back what is left of a payment, or a part of it. The tokens go with the money. */
export function RefundButton({ payment }: Props) {
  const { t } = useTranslation("adminPayments");
  const refund = useChange(RefundPaymentDocument);
  const { currency } = payment.total;
  const left = (BigInt(payment.total.amount) - BigInt(payment.refunded.amount)).toString();
  const [amount, setAmount] = useState("");
  if (payment.status !== "SUCCEEDED" && payment.status !== "PARTIALLY_REFUNDED") return null;
  return (
    <ActButton
      label={t("refund")}
      color="red"
      ready={!["0", null].includes(minorUnits(amount, currency))}
      onOpen={() => setAmount(majorUnits(left, currency))}
      run={async (reason, key) =>
        (await refund.mutateAsync({ paymentId: payment.id, amount: minorUnits(amount, currency), reason, key })).refundPayment
      }
    >
      {t("refundHint", { total: payment.total.formatted })}
      <MoneyInput label={t("amount")} required currency={currency} value={amount} onChange={setAmount} />
    </ActButton>
  );
}
