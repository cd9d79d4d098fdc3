import { Button, Checkbox, Group, NumberInput, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { dateTime, tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { MyAutoRefillDocument, type MyLowBalanceNoticeQuery, MyLowBalanceNoticeDocument, SaveLowBalanceNoticeDocument } from "@/gql/settings/graphql";
import { Asked } from "@/ui/Asked";
import { Outcome } from "@/ui/Outcome";
import { AutoTopUp } from "./AutoTopUp";
import { Section } from "./Section";

/** What happens by itself: free refills, bought top-ups, and notices. */
export function BalancePage() {
  const { has } = useSession();
  return (
    <>
      {has("AUTO_REFILL") && <AutoRefill />}
      {has("AUTO_TOP_UP") && <AutoTopUp />}
      {has("LOW_BALANCE_NOTICES") && <Notice />}
    </>
  );
}

function AutoRefill() {
  const { t } = useTranslation("settings");
  const query = useAsk(MyAutoRefillDocument, {});
  return (
    <Section title={t("refill.title")}>
      <Asked query={query} lines={2}>
        {({ autoRefill: { enabled, amount, interval, unit, mode, cap, timeZone, nextRefillAt } }) =>
          enabled && amount && unit ? (
            <Text size="sm" component="div">
              <p>{t(`refill.${mode ?? "ADD"}`, { tokens: tokens(amount), every: t(`refill.${unit}`, { count: interval ?? 1 }) })}</p>
              {cap && <p>{t("refill.cap", { tokens: tokens(cap) })}</p>}
              {nextRefillAt && <p>{t("refill.next", { when: dateTime(nextRefillAt), zone: timeZone })}</p>}
            </Text>
          ) : (
            <Text size="sm">{t("refill.none")}</Text>
          )
        }
      </Asked>
    </Section>
  );
}

function Notice() {
  const query = useAsk(MyLowBalanceNoticeDocument, {});
  return (
    <Asked query={query} lines={3}>
      {({ lowBalanceNotice }) => <NoticeForm key={lowBalanceNotice.thresholdTokens} settings={lowBalanceNotice} />}
    </Asked>
  );
}

function NoticeForm({ settings }: { settings: MyLowBalanceNoticeQuery["lowBalanceNotice"] }) {
  const { t } = useTranslation(["settings", "app"]);
  const [threshold, setThreshold] = useState<string | number>(settings.thresholdTokens);
  const [byMail, setByMail] = useState(settings.byMail);
  const action = useAction(SaveLowBalanceNoticeDocument, (result) => result.setLowBalanceNotice);
  return (
    <Section title={t("notice.title")} text={t("notice.text")} onSubmit={() => action.run({ threshold: String(threshold), byMail })}>
      <NumberInput label={t("notice.threshold")} min={0} allowDecimal={false} allowNegative={false} thousandSeparator required value={threshold} onChange={setThreshold} />
      <Checkbox label={t("notice.byMail")} checked={byMail} onChange={(event) => setByMail(event.currentTarget.checked)} />
      <Outcome action={action} />
      <Group>
        <Button type="submit" loading={action.busy}>
          {t("app:save")}
        </Button>
      </Group>
    </Section>
  );
}
