import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useSession } from "@/app/session";
import { DebitTokensDocument, GrantTokensDocument, SetBalanceDocument } from "@/gql/adminUser/graphql";
import { ActButton } from "../parts/ActButton";
import { Card } from "../parts/Card";
import { startOfDay } from "../parts/days";
import { Facts } from "../parts/Facts";
import { DayField, TokensField } from "../parts/form";
import { tokenCount } from "../parts/money";
import { SetRefill } from "./SetRefill";
import type { FoundUser } from "./UserPage";

/** What the wallet holds, and the three ways to change it. */
export function BalanceCard({ user }: { user: FoundUser }) {
  const { t } = useTranslation("adminUser");
  const { balance, usage } = user;
  const fact = (name: keyof typeof balance & string): [string, string] => [t(`balances.${name}`), tokens(balance[name] ?? "0")];
  return (
    <Card title={t("balance")} actions={user.status === "ACTIVE" || user.status === "SUSPENDED" ? <BalanceActs user={user} /> : null}>
      <Facts
        facts={[
          fact("available"),
          fact("free"),
          fact("purchased"),
          fact("held"),
          fact("debt"),
          fact("lifetimePurchased"),
          fact("lifetimeSpent"),
          [t("usage"), t("usageOf", { requests: tokens(String(usage.requests)), tokens: tokens(usage.tokens), cost: tokens(usage.cost) })],
        ]}
      />
    </Card>
  );
}

function BalanceActs({ user }: { user: FoundUser }) {
  const { t } = useTranslation("adminUser");
  const { has } = useSession();
  const userId = user.id;
  const who = { name: user.name || user.email || user.id, tokens: tokens(user.balance.available) };
  return (
    <>
      <ActButton
        label={t("grant")}
        does={GrantTokensDocument}
        draft={{ amount: "", lastDay: "" }}
        variables={({ amount: typed, lastDay, reason, key }) => {
          const amount = positive(typed);
          return amount === null ? null : { userId, amount, expiresAt: startOfDay(lastDay, 1), reason, key };
        }}
      >
        {(form) => (
          <>
            {t("grantHint", who)}
            <TokensField form={form} name="amount" label={t("amount")} />
            <DayField form={form} name="lastDay" label={t("lastDay")} description={t("lastDayHint")} />
          </>
        )}
      </ActButton>
      <ActButton
        label={t("debit")}
        color="red"
        does={DebitTokensDocument}
        draft={{ amount: "" }}
        variables={({ amount: typed, reason, key }) => {
          const amount = positive(typed);
          return amount === null ? null : { userId, amount, reason, key };
        }}
      >
        {(form) => (
          <>
            {t("debitHint", who)}
            <TokensField form={form} name="amount" label={t("amount")} />
          </>
        )}
      </ActButton>
      <ActButton
        label={t("setBalance")}
        color="red"
        does={SetBalanceDocument}
        draft={{ amount: "" }}
        variables={({ amount, reason, key }) => {
          const available = tokenCount(amount);
          return available === null ? null : { userId, available, reason, key };
        }}
      >
        {(form) => (
          <>
            {t("setBalanceHint", who)}
            <TokensField form={form} name="amount" label={t("newBalance")} />
          </>
        )}
      </ActButton>
      {has("AUTO_REFILL") && user.role !== "GUEST" && <SetRefill userId={userId} />}
    </>
  );
}

/** At least one token. Null where it is no such count. */
function positive(typed: string): string | null {
  const count = tokenCount(typed);
  return count === "0" ? null : count;
}
