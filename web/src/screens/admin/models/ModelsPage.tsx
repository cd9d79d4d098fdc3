import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminModelOverridesDocument, type AdminModelOverridesQuery, AdminModelsDocument } from "@/gql/adminModels/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { Titled } from "../parts/Titled";
import { ChangeModel, PutBack } from "./ChangeModel";

const PAGE_ROWS = 50;

export type ModelOverride = AdminModelOverridesQuery["modelOverrides"]["edges"][number]["node"];

/** What models cost, and what admins set for them: hidden, premium, another name, other rates. */
export default function ModelsPage() {
  const { t } = useTranslation(["adminModels", "admin"]);
  const overrides = useAskPages(AdminModelOverridesDocument, { first: PAGE_ROWS }, (result) => result.modelOverrides);
  const models = useAskPages(AdminModelsDocument, { first: PAGE_ROWS }, (result) => result.models);
  const yes = (is: boolean) => t(is ? "admin:yes" : "admin:no");
  const count = (perMille: number | null | undefined) => perMille != null && tokens(String(perMille));
  const rates = ({ input, output }: { input: string; output: string }) => t("ratesOf", { input: tokens(input), output: tokens(output) });
  return (
    <Page title={t("title")} description={t("description")} size="xl" actions={<ChangeModel />}>
      <Title order={2} size="h4">
        {t("changed")}
      </Title>
      <List
        label={t("changed")}
        empty={t("nothing")}
        pages={overrides}
        keyOf={({ modelId }) => modelId}
        columns={[
          {
            title: t("model"),
            cell: ({ modelId, name, listed }) => <Titled name={name ?? modelId} id={listed ? modelId : t("notListed", { modelId })} />,
          },
          { title: t("hidden"), cell: ({ hidden }) => yes(hidden) },
          { title: t("premium"), cell: ({ premium }) => yes(premium) },
          { title: t("factor"), numeric: true, cell: ({ factorPerMille }) => count(factorPerMille) },
          { title: t("margin"), numeric: true, cell: ({ marginPerMille }) => count(marginPerMille) },
          { title: t("rates"), numeric: true, cell: (model) => model.rates && rates(model.rates) },
        ]}
        acts={(model) => (
          <>
            <ChangeModel modelId={model.modelId} stored={model} />
            <PutBack modelId={model.modelId} />
          </>
        )}
      />
      <Title order={2} size="h4">
        {t("all")}
      </Title>
      <List
        label={t("all")}
        empty={t("none")}
        pages={models}
        keyOf={({ id }) => id}
        columns={[
          { title: t("model"), cell: ({ id, name }) => <Titled name={name} id={id} /> },
          { title: t("provider"), cell: ({ provider }) => provider },
          { title: t("premium"), cell: ({ premium }) => yes(premium) },
          { title: t("policy"), cell: ({ pricing }) => pricing.policy && t(`policies.${pricing.policy}`) },
          { title: t("rates"), numeric: true, cell: ({ pricing }) => rates(pricing) },
        ]}
        acts={({ id }) => <ChangeModel modelId={id} stored={overrides.nodes.find(({ modelId }) => modelId === id)} />}
      />
    </Page>
  );
}
