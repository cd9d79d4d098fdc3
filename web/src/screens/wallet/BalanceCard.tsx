import { Alert, Button, Group, Paper, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { type WalletOverviewQuery, WalletOverviewDocument } from "@/gql/wallet/graphql";
import { Asked } from "@/ui/Asked";

/** The balance, and what it consists of. */
export function BalanceCard() {
  const query = useAsk(WalletOverviewDocument, {});
  return (
    <Paper withBorder p="lg" mih={{ base: 298, md: 210 }} h="100%">
      <Asked query={query}>{({ balance }) => <Amounts balance={balance} />}</Asked>
    </Paper>
  );
}

function Amounts({ balance }: { balance: WalletOverviewQuery["balance"] }) {
  const { t } = useTranslation("wallet");
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Text c="dimmed" size="sm">
            {t("available")}
          </Text>
          <Text className="numbers" fz={40} fw={700} lh={1.1} aria-live="polite">
            {tokens(balance.available)}
          </Text>
        </div>
        <Button component={Link} href="/shop">
          {t("buy")}
        </Button>
      </Group>
      {balance.debt !== "0" && (
        <Alert color="red" variant="light">
          {t("debt", { tokens: tokens(balance.debt) })}
        </Alert>
      )}
      <Shares free={balance.free} purchased={balance.purchased} held={balance.held} />
      <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm">
        <Figure color="indigo" label={t("purchased")} count={balance.purchased} />
        <Figure color="teal" label={t("free")} count={balance.free} />
        <Figure color="orange" label={t("held")} count={balance.held} />
        <Figure label={t("lifetimePurchased")} count={balance.lifetimePurchased} />
        <Figure label={t("lifetimeSpent")} count={balance.lifetimeSpent} />
      </SimpleGrid>
    </Stack>
  );
}

/** How much of the wallet is of which kind. The figures below say the same in numbers. */
function Shares({ free, purchased, held }: { free: string; purchased: string; held: string }) {
  const all = BigInt(free) + BigInt(purchased) + BigInt(held);
  const share = (count: string) => (all === 0n ? 0 : Number((BigInt(count) * 1000n) / all) / 10);
  return (
    <Progress.Root size="lg" aria-hidden>
      <Progress.Section value={share(purchased)} color="indigo" />
      <Progress.Section value={share(free)} color="teal" />
      <Progress.Section value={share(held)} color="orange" />
    </Progress.Root>
  );
}

function Figure({ label, count, color }: { label: string; count: string; color?: string }) {
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        {color && <Text component="span" w={8} h={8} bg={`${color}.6`} style={{ borderRadius: 4, flexShrink: 0 }} aria-hidden />}
        <Text c="dimmed" size="xs">
          {label}
        </Text>
      </Group>
      <Text className="numbers" fw={600}>
        {tokens(count)}
      </Text>
    </div>
  );
}
