import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminPlans/fragment-masking";
import {
  AdminPlanHistoryDocument,
  CreatePlanDocument,
  type PlanPartsFragment,
  PlanPartsFragmentDoc,
  UpdatePlanDocument,
} from "@/gql/adminPlans/graphql";
import { ActButton } from "../parts/ActButton";
import { Versions } from "./OfferActs";
import { PlanFields } from "./PlanFields";
import { NEW_PLAN, planDraftOf, planInputOf } from "./planDraft";

const PAGE_ROWS = 10;

export function NewPlan() {
  const { t } = useTranslation("adminCatalogue");
  return (
    <ActButton
      label={t("newPlan")}
      variant="filled"
      size="sm"
      withReason={false}
      does={CreatePlanDocument}
      draft={NEW_PLAN}
      variables={(draft) => {
        const input = planInputOf(draft);
        return input && { input };
      }}
    >
      {(form) => <PlanFields form={form} fresh />}
    </ActButton>
  );
}

/** The version is that of the form, not the newest: whoever edits what has changed meanwhile is told, and changes nothing. */
export function EditPlan({ item }: { item: PlanPartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      does={UpdatePlanDocument}
      draft={{ ...planDraftOf(item), version: item.version }}
      variables={(draft) => {
        const input = planInputOf(draft);
        return input && { input: { ...input, version: draft.version } };
      }}
    >
      {(form) => (
        <>
          <Text size="sm" c="dimmed">
            {t("editHint", { name: item.plan.name, version: form.draft.version })}
          </Text>
          <PlanFields form={form} />
        </>
      )}
    </ActButton>
  );
}

export function PlanHistory({ id }: { id: string }) {
  const { t } = useTranslation("adminCatalogue");
  const history = useAskPages(
    AdminPlanHistoryDocument,
    { id, first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.planHistory,
  );
  const factsOf = ({ version, plan: { name, prices, limits }, ...item }: PlanPartsFragment) => ({
    version,
    facts: {
      name,
      prices: listed(prices.map(({ price, interval }) => t("priceOf", { price: price.formatted, interval: t(`intervals.${interval}`) }))),
      limits: t("planLimits", {
        tokens: limits.tokensPerMonth,
        most: limits.maxTokensPerRequest,
        requests: limits.requestsPerDay ?? t("unlimited"),
      }),
      premium: String(limits.premiumModels),
      priority: String(limits.priority),
      graceDays: String(item.graceDays),
      order: String(item.order),
      retired: String(item.retired),
    },
  });
  return <Versions pages={history} factsOf={(item) => factsOf(readFragment(PlanPartsFragmentDoc, item))} />;
}
