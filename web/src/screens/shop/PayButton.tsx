import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { keyOf, queries, useChange } from "@/app/queries";
import { type PurchaseInput, ResumePurchaseDocument, StartPurchaseDocument } from "@/gql/shop/graphql";
import { useIntention } from "@/app/useIntention";
import { Failure, Refused } from "@/ui/Failure";
import { AddressFields, type Address, asksForAddress } from "./AddressFields";

interface Props {
  purchase: Omit<PurchaseInput, "idempotencyKey">;
  /** For people. */
  amount: string;
  /** Whether `amount` is about to change, so that nobody pays what they have not seen. */
  waiting: boolean;
}

/** Starts a payment and goes to where it is paid. A shop that has to work out tax asks for the payer's address first. */
export function PayButton({ purchase, amount, waiting }: Props) {
  const { t } = useTranslation("shop");
  const [, navigate] = useLocation();
  const [address, setAddress] = useState<Address | null>(null);
  const intention = useIntention();
  const start = useChange(StartPurchaseDocument, { leads: true });
  const answer = start.data?.purchase;
  const refusal = answer && isUserError(answer) ? answer : null;
  const pay = async () => {
    void import("./Paying").catch(() => undefined); // fetched meanwhile; where that fails, its screen says so
    const input = { ...purchase, billingAddress: address };
    const { purchase: started } = await start.mutateAsync({ input: { ...input, idempotencyKey: intention.keyFor(input) } });
    if (isUserError(started)) {
      if (!started.retryable) intention.done();
      if (asksForAddress(started)) setAddress((before) => before ?? { country: "" });
      return;
    }
    intention.done();
    queries.setQueryData(keyOf(ResumePurchaseDocument, { paymentId: started.payment.id }), { resumePurchase: started });
    navigate(`/shop/payment/${started.payment.id}`);
  };
  const tryToPay = () => void pay().catch(() => undefined); // what was thrown is shown below
  return (
    <>
      {address && <AddressFields address={address} onChange={setAddress} />}
      {refusal && !start.isPending && <Refused refusal={refusal} />}
      {start.error && <Failure error={start.error} retry={tryToPay} />}
      <Button size="md" onClick={tryToPay} loading={start.isPending} disabled={waiting || address?.country === ""}>
        {t("pay", { amount })}
      </Button>
    </>
  );
}
