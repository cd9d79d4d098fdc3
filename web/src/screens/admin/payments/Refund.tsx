import { useTranslation } from "react-i18next";
import type { Operation } from "@/app/queries";
import { RefundPaymentDocument, type RefundPaymentMutation, type RefundPaymentMutationVariables } from "@/gql/adminPayments/graphql";
import { ActButton } from "../parts/ActButton";
import { MoneyField } from "../parts/form";
import { majorUnits, minorUnits } from "../parts/money";

interface Paid {
  id: string;
  total: { amount: string; currency: string; formatted: string };
  /** What went back so far. */
  refunded: { amount: string };
}

interface Props extends Paid {
  does: Operation<{ outcome: RefundPaymentMutation["outcome"] }, RefundPaymentMutationVariables>;
}

/** Asks how much goes back and why: all that is left at first. Nothing where nothing is left. */
export function Refund({ id, total: { amount, currency, formatted }, refunded, does }: Props) {
  const { t } = useTranslation("adminPayments");
  const left = BigInt(amount) - BigInt(refunded.amount);
  if (left <= 0n) return null;
  return (
    <ActButton
      label={t("refund")}
      color="red"
      does={does}
      draft={{ amount: majorUnits(left.toString(), currency) }}
      variables={({ amount: typed, reason, key }) => {
        const part = minorUnits(typed, currency);
        return part && part !== "0" ? { id, amount: part, reason, key } : null;
      }}
    >
      {(form) => (
        <>
          {t("refundHint", { total: formatted })}
          <MoneyField form={form} name="amount" label={t("amount")} currency={currency} />
        </>
      )}
    </ActButton>
  );
}

/** Pays back what is left of a payment, or a part of it. The tokens go with the money. */
export function RefundPayment({ payment }: { payment: Paid & { status: string } }) {
  if (payment.status !== "SUCCEEDED" && payment.status !== "PARTIALLY_REFUNDED") return null;
  return <Refund {...payment} does={RefundPaymentDocument} />;
}
