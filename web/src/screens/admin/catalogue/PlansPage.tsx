import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminPlans/fragment-masking";
import {
  AdminPlansDocument,
  type PlanPartsFragment,
  PlanPartsFragmentDoc,
  RestorePlanDocument,
  RetirePlanDocument,
} from "@/gql/adminPlans/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { EditPlan, NewPlan, PlanHistory } from "./EditPlan";
import { OfferActs } from "./OfferActs";

const PAGE_ROWS = 50;
/** It cannot be retired. */
const FREE_PLAN = "free";

/** Every plan, offered or retired. */
export default function PlansPage() {
  const { t } = useTranslation(["adminCatalogue", "admin"]);
  const plans = useAskPages(AdminPlansDocument, { first: PAGE_ROWS, language: spokenLanguage() }, (result) => result.catalogPlans);
  const pages = { ...plans, nodes: [...readFragment(PlanPartsFragmentDoc, plans.nodes)] };
  return (
    <Page title={t("plans")} size="xl" actions={<NewPlan />}>
      <List
        label={t("plans")}
        empty={t("nothing")}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("name"),
            cell: ({ id, plan, retired }) => (
              <Titled name={plan.name} id={id}>
                {retired && <State value="RETIRED" />}
              </Titled>
            ),
          },
          { title: t("prices"), cell: (item) => <Prices item={item} /> },
          { title: t("limits"), cell: (item) => <Limits item={item} /> },
          { title: t("order"), numeric: true, cell: ({ order }) => order },
          { title: t("version"), numeric: true, cell: ({ version }) => version },
        ]}
        acts={(item) => (
          <OfferActs
            item={item}
            name={item.plan.name}
            edit={<EditPlan item={item} />}
            retire={item.id === FREE_PLAN ? null : RetirePlanDocument}
            restore={RestorePlanDocument}
            history={<PlanHistory id={item.id} />}
          />
        )}
      />
    </Page>
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
