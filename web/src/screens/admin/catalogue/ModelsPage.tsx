import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminModelOverridesDocument, type AdminModelOverridesQuery } from "@/gql/adminModels/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { CatalogueLinks } from "./CatalogueLinks";
import { ChangeModel, PutBack } from "./ModelActs";

const PAGE_ROWS = 50;

export type ModelOverride = AdminModelOverridesQuery["modelOverrides"]["edges"][number]["node"];

/** What admins set for models: hidden, premium, another name, other rates. */
export default function ModelsPage() {
  const { t } = useTranslation(["adminModels", "adminCatalogue", "admin"]);
  const models = useAskPages(AdminModelOverridesDocument, { first: PAGE_ROWS }, (result) => result.modelOverrides);
  const yes = (is: boolean) => t(is ? "admin:yes" : "admin:no");
  return (
    <Page title={t("title")} description={t("description")} size="xl" actions={<ChangeModel />}>
      <CatalogueLinks />
      <List
        label={t("title")}
        empty={t("nothing")}
        minWidth={860}
        pages={models}
        keyOf={({ modelId }) => modelId}
        columns={[
          {
            title: t("model"),
            cell: ({ modelId, name, listed }) => (
              <>
                <Text size="sm" fw={500}>
                  {name ?? modelId}
                </Text>
                <Text size="xs" c="dimmed" ff="monospace">
                  {listed ? modelId : t("notListed", { modelId })}
                </Text>
              </>
            ),
          },
          { title: t("hidden"), cell: ({ hidden }) => yes(hidden) },
          { title: t("premium"), cell: ({ premium }) => yes(premium) },
          { title: t("factor"), numeric: true, cell: ({ factorPerMille }) => factorPerMille },
          { title: t("margin"), numeric: true, cell: ({ marginPerMille }) => marginPerMille },
          {
            title: t("rates"),
            numeric: true,
            cell: ({ rates }) => rates && t("ratesOf", { input: tokens(rates.input), output: tokens(rates.output) }),
          },
          {
            title: t("act"),
            cell: (model) => (
              <Group gap={6} wrap="nowrap">
                <ChangeModel model={model} />
                <PutBack modelId={model.modelId} />
              </Group>
            ),
          },
        ]}
      />
    </Page>
  );
}
