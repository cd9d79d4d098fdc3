import { Button, SegmentedControl, SimpleGrid } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import { MyPlanDocument, type PlanInterval, ShopPlansDocument } from "@/gql/plans/graphql";
import { Asked } from "@/ui/Asked";
import { Page } from "@/ui/Page";
import { useCleanAddress } from "../useCleanAddress";
import { isRunning, MyPlan } from "./MyPlan";
import { PlanCard } from "./PlanCard";

/** What can be had by the month or year, beside the packages. Everybody may look. */
export default function Plans() {
  const { t } = useTranslation("shop");
  useCleanAddress();
  const { user, isGuest } = useSession();
  const hasAccount = user !== null && !isGuest;
  const [chosen, setChosen] = useState<PlanInterval>("MONTH");
  const language = spokenLanguage();
  const plans = useAsk(ShopPlansDocument, { language });
  const mine = useAsk(MyPlanDocument, { language }, { enabled: hasAccount });
  const subscription = isRunning(mine.data?.subscription) ? mine.data?.subscription : null;
  const interval = subscription?.interval ?? chosen; // a subscription keeps its own
  const back = (
    <Button component={Link} href="/shop" variant="default" size="sm">
      {t("plans.toPackages")}
    </Button>
  );
  return (
    <Page title={t("plans.title")} description={t("plans.description")} actions={back} size="xl">
      {subscription && <MyPlan subscription={subscription} plans={plans.data?.plans ?? []} />}
      {!subscription && (
        <SegmentedControl
          aria-label={t("plans.interval")}
          data={(["MONTH", "YEAR"] as const).map((each) => ({ value: each, label: t(`plans.${each}`) }))}
          value={interval}
          onChange={(each) => setChosen(each as PlanInterval)}
          style={{ alignSelf: "flex-start" }}
        />
      )}
      <Asked query={plans} lines={6}>
        {({ plans: all }) => (
          <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
            {all.map((plan) => (
              <PlanCard key={plan.id} plan={plan} interval={interval} subscription={subscription ?? null} hasAccount={hasAccount} />
            ))}
          </SimpleGrid>
        )}
      </Asked>
    </Page>
  );
}
