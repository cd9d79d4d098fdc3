import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useChange } from "@/app/queries";
import { DebitTokensDocument, GrantTokensDocument, SetBalanceDocument } from "@/gql/adminUser/graphql";
import { ActButton } from "../parts/ActButton";
import { Card } from "../parts/Card";
import { startOfDay } from "../parts/days";
import { Facts } from "../parts/Facts";
import { TokensInput } from "../parts/inputs";
import { tokenCount } from "../parts/money";
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
  const grant = useChange(GrantTokensDocument);
  const debit = useChange(DebitTokensDocument);
  const setBalance = useChange(SetBalanceDocument);
  const [amount, setAmount] = useState("");
  const [lastDay, setLastDay] = useState("");
  const count = tokenCount(amount);
  const positive = count !== null && count !== "0";
  const who = { name: user.name || user.email || user.id, tokens: tokens(user.balance.available) };
  const clear = () => {
    setAmount("");
    setLastDay("");
  };
  return (
    <>
      <ActButton
        label={t("grant")}
        ready={positive}
        onOpen={clear}
        run={async (reason, key) => {
          const expiresAt = startOfDay(lastDay, 1);
          return (await grant.mutateAsync({ userId: user.id, amount: count ?? "", expiresAt, reason, key })).grantTokens;
        }}
      >
        {t("grantHint", who)}
        <TokensInput label={t("amount")} value={amount} onChange={setAmount} />
        <TextInput
          type="date"
          label={t("lastDay")}
          description={t("lastDayHint")}
          value={lastDay}
          onChange={({ currentTarget }) => setLastDay(currentTarget.value)}
        />
      </ActButton>
      <ActButton
        label={t("debit")}
        color="red"
        ready={positive}
        onOpen={clear}
        run={async (reason, key) => (await debit.mutateAsync({ userId: user.id, amount: count ?? "", reason, key })).debitTokens}
      >
        {t("debitHint", who)}
        <TokensInput label={t("amount")} value={amount} onChange={setAmount} />
      </ActButton>
      <ActButton
        label={t("setBalance")}
        color="red"
        ready={count !== null}
        onOpen={clear}
        run={async (reason, key) =>
          (await setBalance.mutateAsync({ userId: user.id, available: count ?? "", reason, key })).setBalance
        }
      >
        {t("setBalanceHint", who)}
        <TokensInput label={t("newBalance")} value={amount} onChange={setAmount} />
      </ActButton>
    </>
  );
}
