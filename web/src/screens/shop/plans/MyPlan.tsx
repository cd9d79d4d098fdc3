import { Alert, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { date, tokens } from "@/app/formats";
import type { MyPlanQuery } from "@/gql/plans/graphql";
import { EndButtons } from "./EndButtons";
import { FirstPayment } from "./FirstPayment";
import type { Plan, Subscription } from "./PlanCard";

interface Props {
  subscription: Subscription;
  plans: Plan[];
}

/** Whether it is one that takes the place of another: a user has one at most. */
export function isRunning(subscription: MyPlanQuery["subscription"] | undefined): boolean {
  return subscription !== null && subscription !== undefined && !["CANCELLED", "EXPIRED"].includes(subscription.status);
}

/** The reader's subscription: until when it is paid for, and how it ends. */
export function MyPlan({ subscription, plans }: Props) {
  const { t } = useTranslation("shop");
  const nameOf = (id: string) => plans.find((plan) => plan.id === id)?.name ?? id;
  const { status, cancelAtPeriodEnd, currentPeriodEnd, nextPlanId } = subscription;
  return (
    <Paper withBorder p="lg" component="section" aria-label={t("plans.mine")}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {nameOf(subscription.planId)}
          </Title>
          <Text className="numbers">
            {subscription.price.formatted} {t(`plans.per.${subscription.interval}`)}
          </Text>
        </Group>
        {status === "INCOMPLETE" && <FirstPayment subscriptionId={subscription.id} />}
        {status === "PAST_DUE" && (
          <Alert color="orange" title={t("plans.pastDue.title")}>
            {t("plans.pastDue.text")}
          </Alert>
        )}
        {status === "ACTIVE" && currentPeriodEnd && (
          <Text size="sm">{t(cancelAtPeriodEnd ? "plans.endsAt" : "plans.renewsAt", { date: date(currentPeriodEnd) })}</Text>
        )}
        {status !== "INCOMPLETE" && <Text size="sm">{t("plans.periodTokens", { tokens: tokens(subscription.periodTokens) })}</Text>}
        {nextPlanId && <Text size="sm">{t("plans.next", { plan: nameOf(nextPlanId) })}</Text>}
        <EndButtons subscription={subscription} />
      </Stack>
    </Paper>
  );
}
