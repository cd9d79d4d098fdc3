import { Button, Group, Paper, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import { ReceiptButton } from "@/screens/payments/ReceiptButton";
import type { PaymentShown } from "./Paying";
import { forgetWayBack, wayBack } from "./wayBack";

/** What was bought, what the wallet has now, and the receipt. */
export function Paid({ payment, available }: { payment: PaymentShown; available: string }) {
  const { t } = useTranslation("shop");
  const back = wayBack();
  const forOthers = payment.gift ? "gift" : payment.teamId ? "team" : null;
  return (
    <Paper withBorder p="xl">
      <Stack align="center" ta="center">
        <ThemeIcon size={56} radius="xl" color="green">
          <IconCheck size={32} aria-hidden />
        </ThemeIcon>
        <div>
          <Text size="xl" fw={700} className="numbers">
            {t("paid.tokens", { tokens: tokens(payment.tokens) })}
          </Text>
          {payment.bonusTokens !== "0" && <Text>{t("paid.bonus", { tokens: tokens(payment.bonusTokens) })}</Text>}
          <Text c="dimmed">{t("paid.amount", { amount: payment.total.formatted })}</Text>
          {payment.tax.amount !== "0" && <Text c="dimmed">{t("paid.tax", { amount: payment.tax.formatted })}</Text>}
        </div>
        <Text>{forOthers ? t(`paid.${forOthers}`) : t("paid.balance", { tokens: tokens(available) })}</Text>
        <Group justify="center">
          <Button component={Link} href={back ?? "/"} onClick={forgetWayBack}>
            {t(back ? "paid.back" : "paid.toWallet")}
          </Button>
          {payment.receiptAvailable && <ReceiptButton paymentId={payment.id} />}
          <Button component={Link} href={`/purchases/${payment.id}`} variant="default">
            {t("paying.details")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
