import { useTranslation } from "react-i18next";
import { DecideDisputeDocument } from "@/gql/adminDisputes/graphql";
import { ActButton } from "../parts/ActButton";
import { MoneyField, TextField } from "../parts/form";
import { minorUnits } from "../parts/money";

interface Props {
  /** Which of both is disputed. */
  of: { paymentId: string } | { invoiceId: string };
  currency: string;
  /** The gateway's id, where it is known. */
  disputeId?: string;
}

/** Says how much a lost dispute in another currency takes, which its own amount does not. */
export function DecideDispute({ of, currency, disputeId = "" }: Props) {
  const { t } = useTranslation("adminPayments");
  return (
    <ActButton
      label={t("decide")}
      color="red"
      does={DecideDisputeDocument}
      draft={{ disputeId, amount: "" }}
      variables={({ disputeId: typed, amount, reason, key }) => {
        const [dispute, part] = [typed.trim(), minorUnits(amount, currency)];
        return dispute && part !== null ? { ...of, disputeId: dispute, amount: part, reason, key } : null;
      }}
    >
      {(form) => (
        <>
          {t("decideHint")}
          <TextField form={form} name="disputeId" label={t("disputeId")} description={t("disputeIdHint")} required />
          <MoneyField form={form} name="amount" label={t("taken")} currency={currency} />
        </>
      )}
    </ActButton>
  );
}
