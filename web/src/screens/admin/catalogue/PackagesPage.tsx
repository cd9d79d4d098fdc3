import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminCatalogue/fragment-masking";
import {
  AdminPackagesDocument,
  type PackagePartsFragment,
  PackagePartsFragmentDoc,
  RestorePackageDocument,
  RetirePackageDocument,
} from "@/gql/adminCatalogue/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { EditPackage, NewPackage, PackageHistory } from "./EditPackage";
import { OfferActs } from "./OfferActs";

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
      <List
        label={t("packages")}
        empty={t("nothing")}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("name"),
            cell: ({ id, name, retired, popular, default: isDefault }) => (
              <Titled name={name} id={id}>
                {retired && <State value="RETIRED" />}
                {popular && <Badge variant="default">{t("popular")}</Badge>}
                {isDefault && <Badge variant="default">{t("default")}</Badge>}
              </Titled>
            ),
          },
          { title: t("tokens"), numeric: true, cell: (item) => tokens(item.tokens) },
          { title: t("prices"), cell: ({ prices }) => <Prices prices={prices} /> },
          { title: t("tiers"), cell: ({ tiers }) => listed(tiers.map((tier) => t("tierOf", { ...tier }))) },
          { title: t("order"), numeric: true, cell: ({ order }) => order },
          { title: t("version"), numeric: true, cell: ({ version }) => version },
        ]}
        acts={(item) => (
          <OfferActs
            item={item}
            name={item.name}
            edit={<EditPackage item={item} />}
            retire={RetirePackageDocument}
            restore={RestorePackageDocument}
            history={<PackageHistory id={item.id} />}
          />
        )}
      />
    </Page>
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
