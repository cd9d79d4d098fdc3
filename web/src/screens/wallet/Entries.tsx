import { Anchor, Paper, Stack, Table, Text, Title } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { type WalletEntryPageQuery, WalletEntryPageDocument } from "@/gql/wallet/graphql";
import { Failure } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";

type OwnEntry = WalletEntryPageQuery["walletEntries"]["edges"][number]["node"];
/** Of a team, the payment is not told: it is its buyer's alone to look at. */
type Entry = Omit<OwnEntry, "paymentId"> & Partial<Pick<OwnEntry, "paymentId">>;

export const ENTRIES_A_PAGE = 10;

/** Every movement of the wallet, the newest first: nothing happens to tokens that does not stand here. */
export function Entries() {
  const pages = useAskPages(WalletEntryPageDocument, { first: ENTRIES_A_PAGE }, (result) => result.walletEntries);
  return <EntryPages pages={pages} />;
}

interface Pages {
  pages: ComponentProps<typeof MoreButton>["pages"] & {
    isPending: boolean;
    error: Error | null;
    refetch: () => unknown;
    nodes: Entry[];
  };
}

/** Entries of any wallet, page by page. `pages` is of `useAskPages`. */
export function EntryPages({ pages }: Pages) {
  const { t } = useTranslation("wallet");
  if (!pages.isPending && !pages.error && pages.nodes.length === 0) return null;
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("entries.title")}
        </Title>
        {pages.isPending && <Loading lines={ENTRIES_A_PAGE} />}
        {pages.error && <Failure error={pages.error} retry={() => void pages.refetch()} />}
        {pages.nodes.length > 0 && <EntryTable entries={pages.nodes} />}
        <MoreButton pages={pages} />
      </Stack>
    </Paper>
  );
}

function EntryTable({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation("wallet");
  return (
    <Table.ScrollContainer minWidth={240}>
      <Table aria-label={t("entries.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th visibleFrom="sm">{t("entries.at")}</Table.Th>
            <Table.Th>{t("entries.what")}</Table.Th>
            <Table.Th ta="right">{t("available")}</Table.Th>
            <Table.Th ta="right">{t("held")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td visibleFrom="sm">{dateTime(entry.at)}</Table.Td>
              <Table.Td>
                <What entry={entry} />
                <Text size="xs" c="dimmed" hiddenFrom="sm">
                  {dateTime(entry.at)}
                </Text>
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {moved(entry.available)}
              </Table.Td>
              <Table.Td ta="right" className="numbers">
                {moved(entry.held)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function What({ entry }: { entry: Entry }) {
  const { t } = useTranslation("wallet");
  const text = entry.kind === "GRANT" && entry.source ? t(`source.${entry.source}`) : t(`kind.${entry.kind}`);
  return (
    <Text size="sm">
      {entry.paymentId ? (
        <Anchor component={Link} href={`/purchases/${entry.paymentId}`}>
          {text}
        </Anchor>
      ) : (
        text
      )}
      {entry.debt !== "0" && ` · ${t("entries.debt", { tokens: moved(entry.debt) })}`}
    </Text>
  );
}

/** With its sign: `+500`, `−59`; nothing for no change. */
function moved(count: string): string {
  const amount = BigInt(count);
  if (amount === 0n) return "";
  return amount > 0n ? `+${tokens(amount)}` : `\u2212${tokens(-amount)}`;
}
