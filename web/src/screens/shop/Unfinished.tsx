import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { relative, tokens } from "@/app/formats";
import { CancelPayment } from "@/screens/payments/CancelPayment";
import { useUnfinished } from "./useUnfinished";

const MOST_SHOWN = 3;

/** What was begun and left, to go on with or to give up. */
export function Unfinished() {
  const { t } = useTranslation("shop");
  const open = useUnfinished();
  if (open.length === 0) return null;
  return (
    <Alert icon={<IconClockPause />} title={t("unfinished.title", { count: open.length })} variant="light">
      <Stack gap="sm">
        {open.slice(0, MOST_SHOWN).map((payment) => (
          <Group key={payment.id} justify="space-between" gap="xs">
            <Text size="sm">
              {t(payment.status === "FAILED" ? "unfinished.declined" : "unfinished.open", {
                tokens: tokens(payment.tokens),
                amount: payment.total.formatted,
                when: relative(payment.createdAt),
              })}
            </Text>
            <Group gap="xs">
              <Button component={Link} href={`/shop/payment/${payment.id}`} size="xs" variant="light">
                {t("unfinished.goOn")}
              </Button>
              {payment.status !== "PROCESSING" && <CancelPayment paymentId={payment.id} size="xs" />}
            </Group>
          </Group>
        ))}
        {open.length > MOST_SHOWN && (
          <Button component={Link} href="/purchases" size="xs" variant="subtle">
            {t("unfinished.all")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
