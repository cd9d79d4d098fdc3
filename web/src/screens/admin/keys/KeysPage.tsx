import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/adminKeys/fragment-masking";
import { AdminProviderKeysDocument, type KeyPartsFragment, KeyPartsFragmentDoc } from "@/gql/adminKeys/graphql";
import { Page } from "@/ui/Page";
import { List } from "../parts/List";
import { dollars } from "../parts/money";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { AddKey, KeyActs } from "./KeyActs";

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
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { title: t("key"), cell: ({ name, provider, maskedKey }) => <Titled name={name} id={`${provider} ${maskedKey}`} /> },
          { title: t("state"), cell: (key) => <Standing item={key} /> },
          { title: t("cost"), numeric: true, cell: ({ costPerMille }) => tokens(String(costPerMille)) },
          {
            title: t("today"),
            numeric: true,
            cell: (key) => (
              <Used
                requests={[key.requestsToday, key.requestsPerDay]}
                microdollars={[key.microdollarsToday, key.microdollarsPerDay]}
              />
            ),
          },
          {
            title: t("thisMonth"),
            numeric: true,
            cell: (key) => (
              <Used
                requests={[key.requestsThisMonth, key.requestsPerMonth]}
                microdollars={[key.microdollarsThisMonth, key.microdollarsPerMonth]}
              />
            ),
          },
        ]}
        acts={(key) => <KeyActs item={key} />}
      />
    </Page>
  );
}

type OfMost = [used: string, most: string | null | undefined];

/** How much was asked and spent by a key, of what it may. */
function Used({ requests, microdollars }: { requests: OfMost; microdollars: OfMost }) {
  const { t } = useTranslation("adminKeys");
  const of = ([used, most]: OfMost, format: (count: string) => string) =>
    most ? t("of", { used: format(used), most: format(most) }) : format(used);
  return (
    <>
      {t("requests", { requests: of(requests, tokens) })}
      <br />
      {of(microdollars, dollars)}
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
