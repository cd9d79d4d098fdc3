import { Button, type ButtonProps } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, serverUrl } from "@/app/api";
import { ReceiptDocument } from "@/gql/payments/graphql";
import { useProblem } from "./useProblem";

/** Saves the receipt of a paid payment, a PDF file in the reader's language. Its address is good for minutes: it is asked for at the click. */
export function ReceiptButton({ paymentId, ...button }: { paymentId: string } & ButtonProps) {
  const { t } = useTranslation("payments");
  const problem = useProblem();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { receipt } = await client.execute(ReceiptDocument, { paymentId });
      location.assign(serverUrl(receipt.url)); // a file to save, so the page stays
    } catch (error) {
      problem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" leftSection={<IconDownload size={16} />} {...button} loading={busy} onClick={() => void save()}>
      {t("receipt")}
    </Button>
  );
}
