import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { readFragment } from "@/gql/adminCatalogue/fragment-masking";
import {
  AdminPackageHistoryDocument,
  type PackagePartsFragment,
  PackagePartsFragmentDoc,
  RestorePackageDocument,
  RetirePackageDocument,
  UpdatePackageDocument,
} from "@/gql/adminCatalogue/graphql";
import { ActButton } from "../parts/ActButton";
import { HistoryButton, Versions } from "./History";
import { PackageFields } from "./PackageFields";
import { draftOf, inputOf } from "./packageDraft";

const PAGE_ROWS = 10;

/** Edit, retire or restore a package, and see what it was. */
export function PackageActs({ item }: { item: PackagePartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  const retire = useChange(RetirePackageDocument);
  const restore = useChange(RestorePackageDocument);
  const which = { id: item.id, version: item.version };
  return (
    <Group gap={6} wrap="nowrap">
      <EditPackage item={item} />
      <ActButton
        label={t(item.retired ? "restore" : "retire")}
        color={item.retired ? undefined : "red"}
        withReason={false}
        run={async () =>
          item.retired
            ? (await restore.mutateAsync(which)).restorePackage
            : (await retire.mutateAsync(which)).retirePackage
        }
      >
        {t(item.retired ? "restoreHint" : "retireHint", { name: item.name })}
      </ActButton>
      <HistoryButton name={item.name}>
        <PackageHistory id={item.id} />
      </HistoryButton>
    </Group>
  );
}

/** The version is that of the form, not the newest: whoever edits what has changed meanwhile is told, and changes nothing. */
function EditPackage({ item }: { item: PackagePartsFragment }) {
  const { t } = useTranslation("adminCatalogue");
  const update = useChange(UpdatePackageDocument);
  const [draft, setDraft] = useState(() => draftOf(item));
  const [version, setVersion] = useState(item.version);
  const input = inputOf(draft);
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      ready={input !== null}
      onOpen={() => {
        setDraft(draftOf(item));
        setVersion(item.version);
      }}
      run={async () => (await update.mutateAsync({ input: { ...input!, version } })).updatePackage}
    >
      <Text size="sm" c="dimmed">
        {t("editHint", { name: item.name, version })}
      </Text>
      <PackageFields draft={draft} fresh={false} onChange={setDraft} />
    </ActButton>
  );
}

function PackageHistory({ id }: { id: string }) {
  const { t } = useTranslation("adminCatalogue");
  const history = useAskPages(
    AdminPackageHistoryDocument,
    { id, first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.packageHistory,
  );
  const facts = (item: PackagePartsFragment | null | undefined) =>
    item
      ? {
          name: item.name,
          tokens: item.tokens,
          prices: item.prices
            .map(({ price, listPrice }) => (listPrice ? `${price.formatted} (${listPrice.formatted})` : price.formatted))
            .join(", "),
          tiers: item.tiers.map((tier) => t("tierOf", { ...tier })).join(", "),
          popular: String(item.popular),
          default: String(item.default),
          order: String(item.order),
          retired: String(item.retired),
        }
      : null;
  const rows = history.nodes.map((row) => {
    const [before, after] = [readFragment(PackagePartsFragmentDoc, row.before), readFragment(PackagePartsFragmentDoc, row.after)];
    return { ...row, version: after.version, before: facts(before), after: facts(after) ?? {} };
  });
  return <Versions pages={{ ...history, nodes: rows }} />;
}
