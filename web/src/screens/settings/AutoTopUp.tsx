import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { money, tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import {
  BeginCardSetupDocument,
  EndAutoTopUpDocument,
  ForgetCardDocument,
  type MyAutoTopUpQuery,
  MyAutoTopUpDocument,
  SaveAutoTopUpDocument,
} from "@/gql/settings/graphql";
import { readFragment } from "@/gql/settings/fragment-masking";
import { MoneyPartsFragmentDoc } from "@/gql/settings/graphql";
import { Asked } from "@/ui/Asked";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Outcome } from "@/ui/Outcome";
import { Section } from "./Section";

/** A package that is bought by itself when the balance is low, with a saved card, up to a sum each month. */
export function AutoTopUp() {
  const { t } = useTranslation("settings");
  const query = useAsk(MyAutoTopUpDocument, {});
  return (
    <Section title={t("topUp.title")} text={t("topUp.text")}>
      <Asked query={query}>
        {(data) => (
          <Stack gap="lg">
            {data.autoTopUp && <State topUp={data.autoTopUp} />}
            <Cards cards={data.savedCards} />
            {data.savedCards.length > 0 && <Terms data={data} />}
          </Stack>
        )}
      </Asked>
    </Section>
  );
}

function State({ topUp }: { topUp: NonNullable<MyAutoTopUpQuery["autoTopUp"]> }) {
  const { t } = useTranslation("settings");
  const stop = useAction(EndAutoTopUpDocument, (result) => result.stopAutoTopUp);
  const on = topUp.state === "ACTIVE";
  const [spent, cap] = [topUp.spentThisMonth, topUp.monthlyCap].map((sum) => readFragment(MoneyPartsFragmentDoc, sum));
  return (
    <Alert color={on ? "teal" : topUp.state === "OFF" ? "gray" : "orange"} variant="light" title={t(`topUp.${topUp.state}`)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("topUp.spent", { spent: money(spent!), cap: money(cap!) })}</Text>
        {topUp.message && <Text size="sm">{topUp.message}</Text>}
        {topUp.state !== "OFF" && (
          <Button size="xs" variant="default" loading={stop.busy} onClick={() => void stop.run({ key: stop.key({}) })}>
            {t("topUp.stop")}
          </Button>
        )}
        <Outcome action={stop} done={t("topUp.stopped")} />
      </Stack>
    </Alert>
  );
}

function Cards({ cards }: { cards: MyAutoTopUpQuery["savedCards"] }) {
  const { t } = useTranslation("settings");
  const forget = useAction(ForgetCardDocument, (result) => result.removeSavedCard);
  return (
    <Stack gap="xs">
      {cards.map((card) => (
        <Group key={card.id} justify="space-between">
          <Text size="sm">{nameOf(card)}</Text>
          <ConfirmButton
            size="xs"
            variant="default"
            question={t("cards.question")}
            action={t("cards.remove")}
            onConfirm={() => forget.run({ savedCardId: card.id })}
          >
            {t("cards.remove")}
          </ConfirmButton>
        </Group>
      ))}
      <Outcome action={forget} />
      <NewCard />
    </Stack>
  );
}

/** The card's number goes to the payment provider's page alone. */
function NewCard() {
  const { t } = useTranslation("settings");
  const { settings } = useSession();
  const [consent, setConsent] = useState(false);
  const begin = useAction(BeginCardSetupDocument, (result) => {
    const begun = result.startCardSetup;
    if (begun.__typename === "CardSetupStarted" && begun.pageUrl) window.open(begun.pageUrl, "_blank", "noopener");
    return begun;
  });
  if (!settings.paymentsSimulated) return <Text size="sm">{t("cards.atPurchase")}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      <Checkbox label={t("cards.consent")} checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} />
      <Button variant="default" disabled={!consent} loading={begin.busy} onClick={() => void begin.run({ consent, key: begin.key({ consent }) })}>
        {t("cards.add")}
      </Button>
      <Outcome action={begin} done={t("cards.opened")} />
    </Stack>
  );
}

function Terms({ data }: { data: MyAutoTopUpQuery }) {
  const { t } = useTranslation("settings");
  const [threshold, setThreshold] = useState<string | number>(data.autoTopUp?.thresholdTokens ?? "1000");
  const [packageId, setPackage] = useState(data.autoTopUp?.packageId ?? data.packages[0]?.id ?? "");
  const [times, setTimes] = useState<string | number>(3);
  const [cardId, setCard] = useState(data.autoTopUp?.savedCardId ?? data.savedCards[0]?.id ?? "");
  const [consent, setConsent] = useState(false);
  const action = useAction(SaveAutoTopUpDocument, (result) => result.setAutoTopUp);
  const chosen = data.packages.find((each) => each.id === packageId);
  const price = chosen && readFragment(MoneyPartsFragmentDoc, chosen.price);
  const cap = price && { amount: String(BigInt(price.amount) * BigInt(times || 1)), currency: price.currency };
  const save = () => {
    if (!cap) return;
    const wanted = { thresholdTokens: String(threshold), packageId, monthlyCap: cap, savedCardId: cardId, consent };
    return action.run({ ...wanted, key: action.key(wanted) });
  };
  return (
    <Stack gap="sm">
      <NumberInput label={t("topUp.threshold")} min={1} allowDecimal={false} allowNegative={false} thousandSeparator value={threshold} onChange={setThreshold} />
      <Select
        label={t("topUp.package")}
        allowDeselect={false}
        value={packageId}
        onChange={(value) => setPackage(value ?? "")}
        data={data.packages.map((each) => ({
          value: each.id,
          label: `${each.name}: ${tokens(each.tokens)} · ${money(readFragment(MoneyPartsFragmentDoc, each.price))}`,
        }))}
      />
      <NumberInput
        label={t("topUp.times")}
        description={cap && t("topUp.cap", { cap: money(cap) })}
        min={1}
        max={100}
        allowDecimal={false}
        allowNegative={false}
        value={times}
        onChange={setTimes}
      />
      <Select
        label={t("topUp.card")}
        allowDeselect={false}
        value={cardId}
        onChange={(value) => setCard(value ?? "")}
        data={data.savedCards.map((card) => ({ value: card.id, label: nameOf(card) }))}
      />
      <Checkbox label={t("cards.consent")} checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} />
      <Outcome action={action} />
      <Group>
        <Button disabled={!consent || !cap || threshold === "" || times === ""} loading={action.busy} onClick={() => void save()}>
          {t("topUp.action")}
        </Button>
      </Group>
    </Stack>
  );
}

function nameOf(card: MyAutoTopUpQuery["savedCards"][number]): string {
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} ···· ${card.last4} (${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear})`;
}
