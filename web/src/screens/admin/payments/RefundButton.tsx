import { useChange } from "@/app/queries";
import { RefundPaymentDocument } from "@/gql/adminPayments/graphql";
import { RefundDialog } from "./RefundDialog";

interface Props {
  payment: {
    id: string;
    status: string;
    total: { amount: string; currency: string; formatted: string };
    refunded: { amount: string };
  };
}

/** Pays back what is left of a payment, or a part of it. The tokens go with the money. */
export function RefundButton({ payment: { id, status, total, refunded } }: Props) {
  const refund = useChange(RefundPaymentDocument);
  if (status !== "SUCCEEDED" && status !== "PARTIALLY_REFUNDED") return null;
  return (
    <RefundDialog
      total={total}
      refunded={refunded.amount}
      run={async (amount, reason, key) => (await refund.mutateAsync({ paymentId: id, amount, reason, key })).refundPayment}
    />
  );
}
