import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listed } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminCatalogue/fragment-masking";
import {
  AdminPackageHistoryDocument,
  CreatePackageDocument,
  type PackagePartsFragment,
  PackagePartsFragmentDoc,
  UpdatePackageDocument,
} from "@/gql/adminCatalogue/graphql";
import { ActButton } from "../parts/ActButton";
import { Versions } from "./OfferActs";
import { PackageFields } from "./PackageFields";
import { draftOf, inputOf, NEW_PACKAGE } from "./packageDraft";

const PAGE_ROWS = 10;

export function NewPackage() {
  const { t } = useTranslation("adminCatalogue");
  return (
    <ActButton
      label={t("newPackage")}
      variant="filled"
      size="sm"
      withReason={false}
      does={CreatePackageDocument}
      draft={NEW_PACKAGE}
      variables={(draft) => {
        const input = inputOf(draft);
        return input && { input };
      }}
    >
      {(form) => <PackageFields form={form} fresh />}
    </ActButton>
  );
}

/** The version is that of the form, not the newest: whoever edits what has changed meanwhile is told, and changes nothing. */
export function EditPackage({ item }: { item: PackagePartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      does={UpdatePackageDocument}
      draft={{ ...draftOf(item), version: item.version }}
      variables={(draft) => {
        const input = inputOf(draft);
        return input && { input: { ...input, version: draft.version } };
      }}
    >
      {(form) => (
        <>
          <Text size="sm" c="dimmed">
            {t("editHint", { name: item.name, version: form.draft.version })}
          </Text>
          <PackageFields form={form} />
        </>
      )}
    </ActButton>
  );
}

export function PackageHistory({ id }: { id: string }) {
  const { t } = useTranslation("adminCatalogue");
  const history = useAskPages(
    AdminPackageHistoryDocument,
    { id, first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.packageHistory,
  );
  const factsOf = ({ version, ...item }: PackagePartsFragment) => ({
    version,
    facts: {
      name: item.name,
      tokens: item.tokens,
      prices: listed(
        item.prices.map(({ price, listPrice }) => (listPrice ? `${price.formatted} (${listPrice.formatted})` : price.formatted)),
      ),
      tiers: listed(item.tiers.map((tier) => t("tierOf", { ...tier }))),
      popular: String(item.popular),
      default: String(item.default),
      order: String(item.order),
      retired: String(item.retired),
    },
  });
  return <Versions pages={history} factsOf={(item) => factsOf(readFragment(PackagePartsFragmentDoc, item))} />;
}
