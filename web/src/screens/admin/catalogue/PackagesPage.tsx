import { Badge, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { readFragment } from "@/gql/adminCatalogue/fragment-masking";
import {
  AdminPackagesDocument,
  CreatePackageDocument,
  type PackagePartsFragment,
  PackagePartsFragmentDoc,
} from "@/gql/adminCatalogue/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { CatalogueLinks } from "./CatalogueLinks";
import { PackageActs } from "./PackageActs";
import { PackageFields } from "./PackageFields";
import { inputOf, NEW_PACKAGE } from "./packageDraft";

const PAGE_ROWS = 50;

/** Every package, on sale or retired. */
export default function PackagesPage() {
  const { t } = useTranslation(["adminCatalogue", "admin"]);
  const packages = useAskPages(
    AdminPackagesDocument,
    { first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.catalogPackages,
  );
  const pages = { ...packages, nodes: [...readFragment(PackagePartsFragmentDoc, packages.nodes)] };
  return (
    <Page title={t("packages")} size="xl" actions={<NewPackage />}>
      <CatalogueLinks />
      <List
        label={t("packages")}
        empty={t("nothing")}
        minWidth={900}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { title: t("name"), cell: (item) => <Named item={item} /> },
          { title: t("tokens"), numeric: true, cell: (item) => tokens(item.tokens) },
          { title: t("prices"), cell: ({ prices }) => <Prices prices={prices} /> },
          { title: t("tiers"), cell: ({ tiers }) => tiers.map((tier) => t("tierOf", { ...tier })).join(", ") },
          { title: t("order"), numeric: true, cell: ({ order }) => order },
          { title: t("version"), numeric: true, cell: ({ version }) => version },
          { title: t("act"), cell: (item) => <PackageActs item={item} /> },
        ]}
      />
    </Page>
  );
}

function NewPackage() {
  const { t } = useTranslation("adminCatalogue");
  const create = useChange(CreatePackageDocument);
  const [draft, setDraft] = useState(NEW_PACKAGE);
  const input = inputOf(draft);
  return (
    <ActButton
      label={t("newPackage")}
      variant="filled"
      size="sm"
      withReason={false}
      ready={input !== null}
      onOpen={() => setDraft(NEW_PACKAGE)}
      run={async () => (await create.mutateAsync({ input: input! })).createPackage}
    >
      <PackageFields draft={draft} fresh onChange={setDraft} />
    </ActButton>
  );
}

function Named({ item }: { item: PackagePartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <>
      <Group gap={6}>
        <Text size="sm" fw={500}>
          {item.name}
        </Text>
        {item.retired && <State value="RETIRED" />}
        {item.popular && <Badge variant="default">{t("popular")}</Badge>}
        {item.default && <Badge variant="default">{t("default")}</Badge>}
      </Group>
      <Text size="xs" c="dimmed" ff="monospace">
        {item.id}
      </Text>
    </>
  );
}

function Prices({ prices }: { prices: PackagePartsFragment["prices"] }) {
  return prices.map(({ price, listPrice, discountPercent }) => (
    <Text key={price.currency} size="sm" className="numbers">
      {price.formatted}{" "}
      {listPrice && (
        <Text span size="xs" c="dimmed">
          <s>{listPrice.formatted}</s> −{discountPercent}%
        </Text>
      )}
    </Text>
  ));
}
