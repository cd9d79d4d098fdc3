import { Alert, Anchor, Button, Divider, Group, Paper, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { PurchaseInFullDocument, type PurchaseInFullQuery } from "@/gql/purchases/graphql";
import { CancelPayment } from "@/screens/payments/CancelPayment";
import { ReceiptButton } from "@/screens/payments/ReceiptButton";
import { StatusBadge } from "@/screens/payments/StatusBadge";
import { Asked } from "@/ui/Asked";
import { Page } from "@/ui/Page";
import { PurchaseStory } from "./PurchaseStory";

export type Purchase = PurchaseInFullQuery["payment"];

/** One purchase: what it cost, what it brought, and what became of it. */
export function PurchaseInFull({ id }: { id: string }) {
  const { t } = useTranslation("purchases");
  const query = useAsk(PurchaseInFullDocument, { id, language: spokenLanguage() });
  const back = (
    <Button component={Link} href="/purchases" variant="default" size="xs" leftSection={<IconArrowLeft size={14} />}>
      {t("back")}
    </Button>
  );
  return (
    <Page title={t("one")} actions={back} size="sm">
      <Asked query={query} lines={8}>
        {({ payment }) => (
          <Paper withBorder p="lg">
            <Stack>
              <Group justify="space-between">
                <Text fw={700} size="lg" className="numbers">
                  {t("tokens", { tokens: tokens(payment.tokens) })}
                </Text>
                <StatusBadge status={payment.status} />
              </Group>
              {payment.failureReason && payment.status === "FAILED" && (
                <Alert color="red" variant="light">
                  {payment.failureReason}
                </Alert>
              )}
              <Bill payment={payment} />
              <Divider />
              <PurchaseStory payment={payment} />
              <Actions payment={payment} />
              <Text size="xs" c="dimmed">
                {payment.id}
              </Text>
            </Stack>
          </Paper>
        )}
      </Asked>
    </Page>
  );
}

function Bill({ payment }: { payment: Purchase }) {
  const { t } = useTranslation(["purchases", "payments"]);
  return (
    <Stack gap={6}>
      <Line name={t("bill.quantity")}>{payment.quantity}</Line>
      <Line name={t("bill.subtotal")}>{payment.subtotal.formatted}</Line>
      {payment.discounts.map(({ kind, promoCode, amount }) => (
        <Line key={kind} name={promoCode ? t("bill.promo", { code: promoCode }) : t(`bill.${kind}`)}>
          −{amount.formatted}
        </Line>
      ))}
      {payment.tax.amount !== "0" && <Line name={t(payment.taxIncluded ? "bill.taxIncluded" : "bill.tax")}>{payment.tax.formatted}</Line>}
      <Line name={t("bill.total")}>{payment.total.formatted}</Line>
      {payment.bonusTokens !== "0" && <Line name={t("bill.bonus")}>+{tokens(payment.bonusTokens)}</Line>}
      <Line name={t("bill.method")}>{t(`payments:methods.${payment.method}`)}</Line>
      {payment.gift && <Line name={t("for.gift")}>{payment.gift.message ?? ""}</Line>}
      {payment.teamId && <Line name={t("for.team")}>{""}</Line>}
    </Stack>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed" flex="none">
        {name}
      </Text>
      <Text size="sm" className="numbers long" ta="right">
        {children}
      </Text>
    </Group>
  );
}

function Actions({ payment }: { payment: Purchase }) {
  const { t } = useTranslation("purchases");
  return (
    <Group>
      {payment.resumable && (
        <>
          <Button component={Link} href={`/shop/payment/${payment.id}`}>
            {t("goOn")}
          </Button>
          <CancelPayment paymentId={payment.id} />
        </>
      )}
      {payment.receiptAvailable && <ReceiptButton paymentId={payment.id} />}
      {payment.stripeReceiptUrl && (
        <Anchor href={payment.stripeReceiptUrl} target="_blank" rel="noopener" size="sm">
          {t("stripeReceipt")}
        </Anchor>
      )}
    </Group>
  );
}
