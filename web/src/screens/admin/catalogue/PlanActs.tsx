import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { readFragment } from "@/gql/adminPlans/fragment-masking";
import {
  AdminPlanHistoryDocument,
  type PlanPartsFragment,
  PlanPartsFragmentDoc,
  RestorePlanDocument,
  RetirePlanDocument,
  UpdatePlanDocument,
} from "@/gql/adminPlans/graphql";
import { ActButton } from "../parts/ActButton";
import { HistoryButton, Versions } from "./History";
import { PlanFields } from "./PlanFields";
import { planDraftOf, planInputOf } from "./planDraft";

const PAGE_ROWS = 10;
const FREE_PLAN = "free";

/** Edit, retire or restore a plan, and see what it was. The free plan cannot be retired. */
export function PlanActs({ item }: { item: PlanPartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  const retire = useChange(RetirePlanDocument);
  const restore = useChange(RestorePlanDocument);
  const which = { id: item.id, version: item.version };
  return (
    <Group gap={6} wrap="nowrap">
      <EditPlan item={item} />
      {item.id !== FREE_PLAN && (
        <ActButton
          label={t(item.retired ? "restore" : "retire")}
          color={item.retired ? undefined : "red"}
          withReason={false}
          run={async () =>
            item.retired ? (await restore.mutateAsync(which)).restorePlan : (await retire.mutateAsync(which)).retirePlan
          }
        >
          {t(item.retired ? "restoreHint" : "retireHint", { name: item.plan.name })}
        </ActButton>
      )}
      <HistoryButton name={item.plan.name}>
        <PlanHistory id={item.id} />
      </HistoryButton>
    </Group>
  );
}

/** The version is that of the form, not the newest: whoever edits what has changed meanwhile is told, and changes nothing. */
function EditPlan({ item }: { item: PlanPartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  const update = useChange(UpdatePlanDocument);
  const [draft, setDraft] = useState(() => planDraftOf(item));
  const [version, setVersion] = useState(item.version);
  const input = planInputOf(draft);
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      ready={input !== null}
      onOpen={() => {
        setDraft(planDraftOf(item));
        setVersion(item.version);
      }}
      run={async () => (await update.mutateAsync({ input: { ...input!, version } })).updatePlan}
    >
      <Text size="sm" c="dimmed">
        {t("editHint", { name: item.plan.name, version })}
      </Text>
      <PlanFields draft={draft} fresh={false} onChange={setDraft} />
    </ActButton>
  );
}

function PlanHistory({ id }: { id: string }) {
  const { t } = useTranslation("adminCatalogue");
  const history = useAskPages(
    AdminPlanHistoryDocument,
    { id, first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.planHistory,
  );
  const facts = (item: PlanPartsFragment | null | undefined) =>
    item
      ? {
          name: item.plan.name,
          prices: item.plan.prices
            .map(({ price, interval }) => t("priceOf", { price: price.formatted, interval: t(`intervals.${interval}`) }))
            .join(", "),
          limits: t("planLimits", {
            tokens: item.plan.limits.tokensPerMonth,
            most: item.plan.limits.maxTokensPerRequest,
            requests: item.plan.limits.requestsPerDay ?? t("unlimited"),
          }),
          premium: String(item.plan.limits.premiumModels),
          priority: String(item.plan.limits.priority),
          graceDays: String(item.graceDays),
          order: String(item.order),
          retired: String(item.retired),
        }
      : null;
  const rows = history.nodes.map((row) => {
    const [before, after] = [readFragment(PlanPartsFragmentDoc, row.before), readFragment(PlanPartsFragmentDoc, row.after)];
    return { ...row, version: after.version, before: facts(before), after: facts(after) ?? {} };
  });
  return <Versions pages={{ ...history, nodes: rows }} />;
}
