import { Button, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestError } from "tokentill-client";
import { useAction } from "@/app/action";
import { useSession } from "@/app/session";
import { VerifyRazorpayDocument } from "@/gql/shop/graphql";
import { Failure } from "@/ui/Failure";
import { Outcome } from "@/ui/Outcome";
import type { PaymentShown } from "./Paying";

const SCRIPT = "https://checkout.razorpay.com/v1/checkout.js";

/** What its form hands over once somebody has paid. */
interface Paid {
  razorpay_payment_id: string;
  razorpay_signature: string;
}

/** The part of https://razorpay.com/docs/payments/payment-gateway/web-integration/standard/integration-steps that is used. */
type Razorpay = new (options: {
  key: string;
  order_id: string;
  name: string;
  prefill: { method: string };
  handler: (paid: Paid) => void;
  modal: { ondismiss: () => void };
}) => { open: () => void };

interface Props {
  payment: PaymentShown;
  keyId: string;
  orderId: string;
}

/** Razorpay's own form, from checkout.razorpay.com, over the page. What it hands over is verified by the server, which alone credits. */
export default function RazorpayForm({ payment, keyId, orderId }: Props) {
  const { t } = useTranslation("shop");
  const { settings } = useSession();
  const { Checkout, failed, again } = useCheckout();
  const [open, setOpen] = useState(false);
  const verify = useAction(VerifyRazorpayDocument, (result) => result.verifyRazorpayPayment);
  const send = (paid: Paid) => {
    const input = { paymentId: payment.id, razorpayPaymentId: paid.razorpay_payment_id, razorpaySignature: paid.razorpay_signature };
    setOpen(false);
    void verify.run({ input: { ...input, idempotencyKey: verify.key(input) } });
  };
  const pay = () => {
    if (!Checkout) return;
    setOpen(true);
    new Checkout({
      key: keyId,
      order_id: orderId,
      name: settings.productName,
      prefill: { method: payment.method.toLowerCase() },
      handler: send,
      modal: { ondismiss: () => setOpen(false) },
    }).open();
  };
  if (failed) return <Failure error={failed} retry={again} />;
  return (
    <Stack>
      <Outcome action={verify} />
      <Button size="md" onClick={pay} loading={open || verify.busy} disabled={!Checkout}>
        {t("paying.submit")}
      </Button>
    </Stack>
  );
}

function useCheckout() {
  const [Checkout, setCheckout] = useState<Razorpay | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const load = () => {
    setFailed(null);
    loadCheckout().then((found) => setCheckout(() => found), setFailed);
  };
  useEffect(load, []);
  return { Checkout, failed, again: load };
}

/** The browser keeps the script, so it is cheap to ask for it again. */
function loadCheckout(): Promise<Razorpay> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = () => resolve((window as unknown as { Razorpay: Razorpay }).Razorpay);
    script.onerror = () => reject(new RequestError({ code: "NETWORK", message: SCRIPT, retryable: true }));
    document.head.append(script);
  });
}
