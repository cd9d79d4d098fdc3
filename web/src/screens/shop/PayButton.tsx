import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { keyOf, queries, useChange } from "@/app/queries";
import { useIntention } from "@/app/useIntention";
import {
  type PurchaseInput,
  ResumePurchaseDocument,
  type ResumePurchaseMutation,
  StartPurchaseDocument,
  UnfinishedPaymentsDocument,
} from "@/gql/shop/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { AddressFields, type Address, asksForAddress } from "./AddressFields";
import { type Unfinished, useUnfinished } from "./useUnfinished";

type Started = Extract<ResumePurchaseMutation["resumePurchase"], { __typename: "PurchaseStarted" }>;

interface Props {
  purchase: Omit<PurchaseInput, "idempotencyKey">;
  /** For people. */
  amount: string;
  /** Whether `amount` is about to change, so that nobody pays what they have not seen. */
  waiting: boolean;
}

/**
 * Starts a payment and goes to where it is paid; to the one of before where the same is open already, as after going back. A shop that
 * has to work out tax asks for the payer's address first.
 */
export function PayButton({ purchase, amount, waiting }: Props) {
  const { t } = useTranslation("shop");
  const [, navigate] = useLocation();
  const [address, setAddress] = useState<Address | null>(null);
  const intention = useIntention();
  const start = useChange(StartPurchaseDocument, { leads: true });
  const resume = useChange(ResumePurchaseDocument, { leads: true });
  const same = useUnfinished().find((open) => open.status === "PENDING" && open.amount.formatted === amount && isOf(open, purchase));
  const answer = start.data?.purchase;
  const refusal = answer && isUserError(answer) ? answer : null;
  const error = start.error ?? resume.error;
  const goTo = (started: Started) => {
    queries.setQueryData(keyOf(ResumePurchaseDocument, { paymentId: started.payment.id }), { resumePurchase: started });
    navigate(`/shop/payment/${started.payment.id}`);
    // For whoever goes back before the screen of the payment is loaded, and finds this one as it was.
    void queries.invalidateQueries({ queryKey: keyOf(UnfinishedPaymentsDocument) });
  };
  const begin = async () => {
    const input = { ...purchase, billingAddress: address };
    const { purchase: started } = await start.mutateAsync({ input: { ...input, idempotencyKey: intention.keyFor(input) } });
    if (!isUserError(started) || !started.retryable) intention.done();
    if (!isUserError(started)) return goTo(started);
    if (asksForAddress(started)) setAddress((before) => before ?? { country: "" });
  };
  /** What cannot be gone on with, such as one whose tax was never worked out, is begun anew. */
  const goOnOrBegin = async () => {
    const open = same && !address ? (await resume.mutateAsync({ paymentId: same.id })).resumePurchase : null;
    return open && !isUserError(open) ? goTo(open) : begin();
  };
  const attempt = (way: () => Promise<void>) => {
    void import("./Paying").catch(() => undefined); // fetched meanwhile; where that fails, its screen says so
    void way().catch(() => undefined); // what was thrown is shown below
  };
  return (
    <>
      {address && <AddressFields address={address} onChange={setAddress} />}
      {refusal && !start.isPending && <Refused refusal={refusal} />}
      {error && <Failure error={error} retry={() => attempt(begin)} />}
      <Button
        size="md"
        onClick={() => attempt(goOnOrBegin)}
        loading={start.isPending || resume.isPending}
        disabled={waiting || address?.country === ""}
      >
        {t("pay", { amount })}
      </Button>
    </>
  );
}

/** Whether an open payment is what is wanted now. What it costs is compared beside it. */
function isOf(open: Unfinished, wanted: Props["purchase"]): boolean {
  return (
    open.packageId === wanted.packageId &&
    open.method === wanted.paymentMethod &&
    open.quantity === wanted.quantity &&
    (open.promoCode ?? "").toUpperCase() === (wanted.promoCode ?? "").toUpperCase() &&
    (open.teamId ?? null) === (wanted.teamId ?? null) &&
    !open.gift
  );
}
