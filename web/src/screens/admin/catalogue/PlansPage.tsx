import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { readFragment } from "@/gql/adminPlans/fragment-masking";
import { AdminPlansDocument, CreatePlanDocument, type PlanPartsFragment, PlanPartsFragmentDoc } from "@/gql/adminPlans/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { CatalogueLinks } from "./CatalogueLinks";
import { PlanActs } from "./PlanActs";
import { PlanFields } from "./PlanFields";
import { NEW_PLAN, planInputOf } from "./planDraft";

const PAGE_ROWS = 50;

/** Every plan, offered or retired. */
export default function PlansPage() {
  const { t } = useTranslation(["adminCatalogue", "admin"]);
  const plans = useAskPages(AdminPlansDocument, { first: PAGE_ROWS, language: spokenLanguage() }, (result) => result.catalogPlans);
  const pages = { ...plans, nodes: [...readFragment(PlanPartsFragmentDoc, plans.nodes)] };
  return (
    <Page title={t("plans")} size="xl" actions={<NewPlan />}>
      <CatalogueLinks />
      <List
        label={t("plans")}
        empty={t("nothing")}
        minWidth={900}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { title: t("name"), cell: (item) => <Named item={item} /> },
          { title: t("prices"), cell: (item) => <Prices item={item} /> },
          { title: t("limits"), cell: (item) => <Limits item={item} /> },
          { title: t("order"), numeric: true, cell: ({ order }) => order },
          { title: t("version"), numeric: true, cell: ({ version }) => version },
          { title: t("act"), cell: (item) => <PlanActs item={item} /> },
        ]}
      />
    </Page>
  );
}

function NewPlan() {
  const { t } = useTranslation("adminCatalogue");
  const create = useChange(CreatePlanDocument);
  const [draft, setDraft] = useState(NEW_PLAN);
  const input = planInputOf(draft);
  return (
    <ActButton
      label={t("newPlan")}
      variant="filled"
      size="sm"
      withReason={false}
      ready={input !== null}
      onOpen={() => setDraft(NEW_PLAN)}
      run={async () => (await create.mutateAsync({ input: input! })).createPlan}
    >
      <PlanFields draft={draft} fresh onChange={setDraft} />
    </ActButton>
  );
}

function Named({ item }: { item: PlanPartsFragment }) {
  return (
    <>
      <Group gap={6}>
        <Text size="sm" fw={500}>
          {item.plan.name}
        </Text>
        {item.retired && <State value="RETIRED" />}
      </Group>
      <Text size="xs" c="dimmed" ff="monospace">
        {item.id}
      </Text>
    </>
  );
}

function Prices({ item }: { item: PlanPartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  if (item.plan.prices.length === 0) return t("noPrice");
  return item.plan.prices.map(({ price, interval }) => (
    <Text key={`${price.currency} ${interval}`} size="sm" className="numbers">
      {t("priceOf", { price: price.formatted, interval: t(`intervals.${interval}`) })}
    </Text>
  ));
}

function Limits({ item }: { item: PlanPartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  const { tokensPerMonth, maxTokensPerRequest, requestsPerDay } = item.plan.limits;
  return t("planLimits", {
    tokens: tokens(tokensPerMonth),
    most: tokens(String(maxTokensPerRequest)),
    requests: requestsPerDay == null ? t("unlimited") : tokens(String(requestsPerDay)),
  });
}
