import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconGift } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { countdown, dateTime, tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { ClaimTokensDocument, type WalletClaimQuery, WalletClaimDocument, WalletRefillDocument } from "@/gql/wallet/graphql";
import { Asked } from "@/ui/Asked";
import { Failure, Refused } from "@/ui/Failure";
import { useSecondsLeft } from "./secondsLeft";

/** The free tokens of the day: a button that counts down and turns on by itself. */
export function ClaimCard() {
  const { t } = useTranslation("wallet");
  const { has } = useSession();
  const query = useAsk(WalletClaimDocument, {});
  return (
    <Paper withBorder p="lg" mih={{ base: 175, md: 210 }} h="100%">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("claim.title")}
        </Title>
        <Asked query={query}>
          {({ claimStatus }) => <Claim status={claimStatus} askedAt={query.dataUpdatedAt} again={() => void query.refetch()} />}
        </Asked>
        {has("AUTO_REFILL") && <Refill />}
      </Stack>
    </Paper>
  );
}

interface ClaimProps {
  status: WalletClaimQuery["claimStatus"];
  askedAt: number;
  again: () => void;
}

function Claim({ status, askedAt, again }: ClaimProps) {
  const { t } = useTranslation("wallet");
  const left = useSecondsLeft(status.available ? 0 : status.secondsLeft, askedAt);
  const asked = useRef(0);
  useEffect(() => {
    // The server decides; it is asked once when the wait is over.
    if (left === 0 && !status.available && asked.current !== askedAt) {
      asked.current = askedAt;
      again();
    }
  }, [left, status.available, askedAt, again]);
  const { claim, busy, refusal, error } = useClaim();
  return (
    <>
      <Text size="sm">{t("claim.text", { tokens: tokens(status.amount) })}</Text>
      <Button size="md" disabled={!status.available} loading={busy} onClick={claim} leftSection={<IconGift size={18} />} className="numbers">
        {status.available ? t("claim.now", { tokens: tokens(status.amount) }) : t("claim.in", { time: countdown(left) })}
      </Button>
      {refusal && <Refused refusal={refusal} />}
      {error && <Failure error={error} retry={claim} />}
    </>
  );
}

function useClaim() {
  const { t } = useTranslation("wallet");
  const action = useAction(ClaimTokensDocument, ({ claim: outcome }) => {
    if (outcome.__typename === "ClaimSucceeded") {
      notifications.show({ color: "teal", message: t("claim.done", { tokens: tokens(outcome.amount) }) });
    }
    return outcome;
  });
  return { ...action, claim: () => void action.run({ key: action.key({}) }) };
}

function Refill() {
  const { t } = useTranslation("wallet");
  const { data } = useAsk(WalletRefillDocument, {});
  const refill = data?.autoRefill;
  if (!refill?.enabled || !refill.nextRefillAt || !refill.amount) return null;
  return (
    <Text size="sm" c="dimmed">
      {t("refill", { tokens: tokens(refill.amount), when: dateTime(refill.nextRefillAt) })}
    </Text>
  );
}
