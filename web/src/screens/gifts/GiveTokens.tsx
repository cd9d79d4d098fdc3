import { Button, Paper, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAsk, useChange } from "@/app/queries";
import { GiftMethodsDocument, GiftPackagesDocument, type GiftPackagesQuery, GiveTokensDocument, type PaymentMethod } from "@/gql/gifts/graphql";
import { useIntention } from "@/app/useIntention";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { Failure, Refused } from "@/ui/Failure";

const LONGEST_MESSAGE = 200;

/** A purchase whose tokens go to somebody else. */
export function GiveTokens() {
  const { t } = useTranslation("gifts");
  const query = useAsk(GiftPackagesDocument, { language: spokenLanguage() });
  return (
    <Asked query={query} lines={6}>
      {({ packages }) => (packages[0] ? <Form packages={packages} first={(packages.find((each) => each.default) ?? packages[0]).id} /> : <Empty>{t("give.nothing")}</Empty>)}
    </Asked>
  );
}

function Form({ packages, first }: { packages: GiftPackagesQuery["packages"]; first: string }) {
  const { t } = useTranslation(["gifts", "payments"]);
  const [, navigate] = useLocation();
  const [packageId, setPackageId] = useState(first);
  const [wanted, setWanted] = useState<PaymentMethod | null>(null);
  const [giftTo, setGiftTo] = useState("");
  const [message, setMessage] = useState("");
  const methods = useAsk(GiftMethodsDocument, { packageId });
  const usable = (methods.data?.paymentMethods ?? []).filter(({ available }) => available).map(({ method }) => method);
  const method = usable.find((each) => each === wanted) ?? usable[0] ?? null;
  const give = useChange(GiveTokensDocument, { leads: true });
  const intention = useIntention();
  const answer = give.data?.purchase;
  const start = async () => {
    if (!method) return;
    const input = { packageId, paymentMethod: method, giftTo: giftTo.trim(), giftMessage: message.trim() || null };
    const { purchase } = await give.mutateAsync({ input: { ...input, idempotencyKey: intention.keyFor(input) } });
    if (!isUserError(purchase) || !purchase.retryable) intention.done();
    if (!isUserError(purchase)) navigate(`/shop/payment/${purchase.payment.id}`);
  };
  const tryToGive = () => void start().catch(() => undefined); // what was thrown is shown below
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tryToGive();
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit}>
      <Stack>
        <TextInput label={t("give.to")} description={t("give.toHint")} value={giftTo} onChange={(event) => setGiftTo(event.currentTarget.value)} required maxLength={254} autoComplete="off" />
        <Textarea label={t("give.message")} value={message} onChange={(event) => setMessage(event.currentTarget.value)} maxLength={LONGEST_MESSAGE} autosize minRows={2} />
        <Select
          label={t("give.package")}
          data={packages.map((each) => ({ value: each.id, label: t("give.option", { tokens: tokens(each.tokens), price: each.price.formatted }) }))}
          value={packageId}
          onChange={(value) => value && setPackageId(value)}
          allowDeselect={false}
        />
        <Select
          label={t("give.method")}
          data={usable.map((each) => ({ value: each, label: t(`payments:methods.${each}`) }))}
          value={method}
          onChange={(value) => setWanted(value as PaymentMethod)}
          allowDeselect={false}
        />
        {answer && isUserError(answer) && !give.isPending && <Refused refusal={answer} />}
        {give.error && <Failure error={give.error} retry={tryToGive} />}
        <Button type="submit" size="md" loading={give.isPending} disabled={!method || !giftTo.trim()}>
          {t("give.submit")}
        </Button>
      </Stack>
    </Paper>
  );
}
