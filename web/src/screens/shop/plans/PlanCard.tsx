import { Badge, Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import type { MyPlanQuery, PlanInterval, ShopPlansQuery } from "@/gql/plans/graphql";
import { ChangeButton } from "./ChangeButton";
import { SubscribeButton } from "./SubscribeButton";

export type Plan = ShopPlansQuery["plans"][number];
export type Subscription = NonNullable<MyPlanQuery["subscription"]>;

interface Props {
  plan: Plan;
  interval: PlanInterval;
  /** The reader's running one. */
  subscription: Subscription | null;
  hasAccount: boolean;
}

export function PlanCard({ plan, interval, subscription, hasAccount }: Props) {
  const { t } = useTranslation("shop");
  const currency = subscription?.price.currency;
  const sold = plan.prices.find((each) => each.interval === interval && (!currency || each.price.currency === currency));
  const isFree = plan.prices.length === 0;
  const isMine = subscription ? subscription.planId === plan.id : isFree && hasAccount;
  const { limits } = plan;
  const allows = [
    sold ? t("plans.granted", { tokens: tokens(sold.tokens) }) : t("plans.monthly", { tokens: tokens(limits.tokensPerMonth) }),
    limits.requestsPerDay === null || limits.requestsPerDay === undefined ? t("plans.unlimited") : t("plans.requests", { requests: tokens(String(limits.requestsPerDay)) }),
    t("plans.longest", { tokens: tokens(String(limits.maxTokensPerRequest)) }),
    ...(limits.premiumModels ? [t("plans.premium")] : []),
  ];
  return (
    <Paper withBorder p="lg" component="section" aria-label={plan.name}>
      <Stack h="100%" justify="space-between">
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={2} size="h4">
              {plan.name}
            </Title>
            {isMine && <Badge variant="default">{t("plans.yours")}</Badge>}
          </Group>
          <Text size="xl" fw={700} className="numbers">
            {isFree ? t("plans.free") : sold ? sold.price.formatted : t("plans.notSold")}
            {sold && (
              <Text span size="sm" fw={400} c="dimmed">
                {" "}
                {t(`plans.per.${interval}`)}
              </Text>
            )}
          </Text>
          <List spacing={4} size="sm" icon={<IconCheck size={16} aria-hidden />}>
            {allows.map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        </Stack>
        {sold && !isMine && hasAccount && !subscription && <SubscribeButton plan={plan} interval={interval} />}
        {sold && !isMine && subscription && <ChangeButton plan={plan} disabled={subscription.status !== "ACTIVE" || subscription.nextPlanId === plan.id} />}
        {sold && isMine && subscription?.nextPlanId && <ChangeButton plan={plan} disabled={false} />}
        {sold && !hasAccount && (
          <Button component={Link} href={`/sign-in?then=${encodeURIComponent("/shop/plans")}`} variant="default">
            {t("plans.signIn")}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
