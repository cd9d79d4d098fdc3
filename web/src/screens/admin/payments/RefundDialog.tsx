import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActButton, type Outcome } from "../parts/ActButton";
import { MoneyInput } from "../parts/inputs";
import { majorUnits, minorUnits } from "../parts/money";

interface Props {
  total: { amount: string; currency: string; formatted: string };
  /** What went back so far, in minor units. */
  refunded: string;
  /** Pays so many minor units back. */
  run: (amount: string, reason: string, key: string) => Promise<Outcome>;
}

/** Asks how much goes back and why: all that is left at first. Nothing where nothing is left. */
export function RefundDialog({ total, refunded, run }: Props) {
  const { t } = useTranslation("adminPayments");
  const { currency } = total;
  const left = BigInt(total.amount) - BigInt(refunded);
  const [typed, setTyped] = useState("");
  const amount = minorUnits(typed, currency);
  if (left <= 0n) return null;
  return (
    <ActButton
      label={t("refund")}
      color="red"
      ready={amount !== null && amount !== "0"}
      onOpen={() => setTyped(majorUnits(left.toString(), currency))}
      run={(reason, key) => run(amount ?? "", reason, key)}
    >
      {t("refundHint", { total: total.formatted })}
      <MoneyInput label={t("amount")} required currency={currency} value={typed} onChange={setTyped} />
    </ActButton>
  );
}
