import { Alert, Button, Stack, useComputedColorScheme } from "@mantine/core";
import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { language } from "@/app/languages";
import { Failure } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";

interface Props {
  publishableKey: string;
  /** For this page only; never stored. */
  clientSecret: string;
  /** Where wallets and banks that take the whole page lead back to. */
  returnPath: string;
}

interface Form {
  stripe: Stripe;
  elements: StripeElements;
}

/** Stripe's own form, from js.stripe.com: card details go from there to Stripe, and never through this page or its server. */
export default function StripeForm({ publishableKey, clientSecret, returnPath }: Props) {
  const { t } = useTranslation("shop");
  const place = useRef<HTMLDivElement>(null);
  const { form, failed, ready } = useForm(place, publishableKey, clientSecret);
  const [busy, setBusy] = useState(false);
  const [declined, setDeclined] = useState<string | null>(null);
  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (!form || busy) return;
    setBusy(true);
    setDeclined(null);
    const confirmParams = { return_url: new URL(returnPath, location.origin).href };
    const { error } = await form.stripe.confirmPayment({ elements: form.elements, confirmParams, redirect: "if_required" });
    setDeclined(error?.message ?? null);
    setBusy(error === undefined); // paid: the outcome comes from the server
  };
  if (failed) return <Failure error={failed} />;
  return (
    <form onSubmit={(event) => void pay(event)}>
      <Stack>
        {!ready && <Loading lines={4} />}
        <div ref={place} />
        {declined && (
          <Alert role="alert" color="red" variant="light">
            {declined}
          </Alert>
        )}
        <Button type="submit" size="md" disabled={!ready} loading={busy}>
          {t("paying.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function useForm(place: React.RefObject<HTMLDivElement | null>, publishableKey: string, clientSecret: string) {
  const dark = useComputedColorScheme("light") === "dark";
  const [form, setForm] = useState<Form | null>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    let unmount = () => {};
    const open = async () => {
      const stripe = await loadStripe(publishableKey);
      if (left || !stripe || !place.current) return;
      const elements = stripe.elements({ clientSecret, locale: language(), appearance: { theme: dark ? "night" : "stripe" } });
      const payment = elements.create("payment");
      payment.on("ready", () => setReady(true));
      payment.mount(place.current);
      unmount = () => payment.destroy();
      setForm({ stripe, elements });
    };
    open().catch(setFailed);
    return () => {
      left = true;
      unmount();
    };
  }, [place, publishableKey, clientSecret, dark]);
  return { form, ready, failed };
}
