import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { date, tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { spokenLanguage } from "@/app/languages";
import { MyPlanDocument, type MyPlanQuery } from "@/gql/plans/graphql";
import { Loading } from "@/ui/Loading";
import { useLooking } from "../useLooking";
import { EndButtons } from "./EndButtons";
import type { Plan, Subscription } from "./PlanCard";
import type { Started } from "./SubscribeButton";

const StripeForm = lazy(() => import("../StripeForm"));

interface Props {
  subscription: Subscription;
  plans: Plan[];
  /** Null: it was begun elsewhere, or in a tab that was closed. */
  started: Started | null;
}

/** Whether it is one that takes the place of another: a user has one at most. */
export function isRunning(subscription: MyPlanQuery["subscription"] | undefined): boolean {
  return subscription !== null && subscription !== undefined && !["CANCELLED", "EXPIRED"].includes(subscription.status);
}

/** The reader's subscription: until when it is paid for, and how it ends. */
export function MyPlan({ subscription, plans, started }: Props) {
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
        {status === "INCOMPLETE" && <FirstPayment started={started} />}
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

/** Where the first payment is made, and the wait for it. */
function FirstPayment({ started }: { started: Started | null }) {
  const { t } = useTranslation("shop");
  const mine = useAsk(MyPlanDocument, { language: spokenLanguage() });
  const { ended, again } = useLooking(mine.refetch, true);
  return (
    <Alert role="status" title={t("plans.incomplete.title")} variant="light">
      <Stack gap="sm">
        <Text size="sm">{t(started ? "plans.incomplete.pay" : "plans.incomplete.lost")}</Text>
        {started?.paymentPageUrl && (
          <Button component="a" href={started.paymentPageUrl} target="_blank" rel="noopener" leftSection={<IconExternalLink size={18} />}>
            {t("paying.openPage")}
          </Button>
        )}
        {started?.clientSecret && !started.paymentPageUrl && (
          <Suspense fallback={<Loading />}>
            <StripeForm publishableKey={started.publishableKey} clientSecret={started.clientSecret} returnPath="/shop/plans" />
          </Suspense>
        )}
        {ended && (
          <Button variant="default" size="xs" onClick={again}>
            {t("paying.lookAgain")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
