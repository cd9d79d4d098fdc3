import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminKeys/fragment-masking";
import { AdminProviderKeysDocument, type KeyPartsFragment, KeyPartsFragmentDoc } from "@/gql/adminKeys/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { AddKey, KeyActs } from "./KeyActs";
import { dollars } from "./dollars";

const PAGE_ROWS = 50;

/** Keys of model providers, never the keys themselves. */
export default function KeysPage() {
  const { t } = useTranslation(["adminKeys", "admin"]);
  const keys = useAskPages(AdminProviderKeysDocument, { first: PAGE_ROWS }, (result) => result.providerKeys);
  const pages = { ...keys, nodes: [...readFragment(KeyPartsFragmentDoc, keys.nodes)] };
  return (
    <Page title={t("title")} description={t("description")} size="xl" actions={<AddKey />}>
      <List
        label={t("title")}
        empty={t("nothing")}
        minWidth={940}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { title: t("key"), cell: (key) => <Named item={key} /> },
          { title: t("state"), cell: (key) => <Standing item={key} /> },
          { title: t("cost"), numeric: true, cell: ({ costPerMille }) => costPerMille },
          {
            title: t("requestsToday"),
            numeric: true,
            cell: ({ requestsToday, requestsPerDay }) =>
              requestsPerDay ? t("of", { used: tokens(requestsToday), most: tokens(requestsPerDay) }) : tokens(requestsToday),
          },
          {
            title: t("moneyMonth"),
            numeric: true,
            cell: ({ microdollarsThisMonth, microdollarsPerMonth }) =>
              microdollarsPerMonth
                ? t("of", { used: dollars(microdollarsThisMonth), most: dollars(microdollarsPerMonth) })
                : dollars(microdollarsThisMonth),
          },
          { title: t("act"), cell: (key) => <KeyActs item={key} /> },
        ]}
      />
    </Page>
  );
}

function Named({ item }: { item: KeyPartsFragment }) {
  return (
    <>
      <Text size="sm" fw={500}>
        {item.name}
      </Text>
      <Text size="xs" c="dimmed" ff="monospace">
        {item.provider} {item.maskedKey}
      </Text>
    </>
  );
}

function Standing({ item }: { item: KeyPartsFragment }) {
  const { t } = useTranslation("adminKeys");
  return (
    <Group gap={4}>
      <State value={item.status} />
      {item.needsAttention && (
        <Text size="xs" c="var(--mantine-color-error)">
          {t("attention")}
        </Text>
      )}
      {item.restsUntil && <Text size="xs">{t("until", { moment: dateTime(item.restsUntil) })}</Text>}
    </Group>
  );
}
