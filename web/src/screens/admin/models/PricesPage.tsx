import { useTranslation } from "react-i18next";
import { dateTime, listed, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminPriceVersionsDocument } from "@/gql/adminPrices/graphql";
import { Page } from "@/ui/Page";
import { FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Titled } from "../parts/Titled";
import { useFilters } from "../parts/useFilters";
import { RATES } from "./modelDraft";

const PAGE_ROWS = 25;

/** Every price that a chat was ever charged by, and what it follows from. */
export default function PricesPage() {
  const { t } = useTranslation(["adminModels", "admin"]);
  const filters = useFilters();
  const prices = useAskPages(
    AdminPriceVersionsDocument,
    { first: PAGE_ROWS, version: filters.text("version") },
    (result) => result.priceVersions,
  );
  return (
    <Page title={t("admin:pages.prices")} description={t("pricesDescription")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="version" label={t("version")} placeholder={t("versionHint")} wide />
      </FilterBar>
      <List
        label={t("admin:pages.prices")}
        empty={t("noPrices")}
        pages={prices}
        keyOf={({ version }) => version}
        columns={[
          { title: t("recorded"), cell: ({ version, recordedAt }) => <Titled name={dateTime(recordedAt)} id={version} /> },
          {
            title: t("policy"),
            cell: ({ policy, perMille }) => listed([t(`policies.${policy}`), ...(perMille == null ? [] : [t("perMille", { perMille: tokens(String(perMille)) })])]),
          },
          {
            title: t("providerPrices"),
            cell: ({ providerPrices }) => listed(providerPrices.map(({ kind, dollars }) => t("providerPriceOf", { kind, dollars }))),
          },
          ...RATES.map((rate) => ({
            title: t(`rateOf.${rate}`),
            numeric: true,
            cell: ({ rates }: { rates: Record<(typeof RATES)[number], string> }) => tokens(rates[rate]),
          })),
        ]}
      />
    </Page>
  );
}
