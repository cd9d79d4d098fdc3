import { Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, relative, tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { type WalletOverviewQuery, WalletOverviewDocument } from "@/gql/wallet/graphql";
import { Asked } from "@/ui/Asked";

/** Which tokens there are, in the order in which they are spent, and what is reserved. */
export function Parts() {
  const { t } = useTranslation("wallet");
  const query = useAsk(WalletOverviewDocument, {});
  const holds = query.data?.wallet.holds ?? [];
  return (
    <Stack gap="lg">
      <Paper withBorder p="lg" mih={186}>
        <Title order={2} size="h4">
          {t("grants.title")}
        </Title>
        <Asked query={query} lines={3}>
          {({ wallet }) => <Grants grants={wallet.grants} />}
        </Asked>
      </Paper>
      {holds.length > 0 && <Holds holds={holds} />}
    </Stack>
  );
}

function Grants({ grants }: { grants: WalletOverviewQuery["wallet"]["grants"] }) {
  const { t } = useTranslation(["wallet", "app"]);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {grants.length === 0 ? t("grants.none") : t("grants.text")}
      </Text>
      {grants.length > 0 && (
        <Table.ScrollContainer minWidth={240}>
          <Table aria-label={t("grants.title")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("grants.source")}</Table.Th>
                <Table.Th ta="right">{t("app:tokens")}</Table.Th>
                <Table.Th visibleFrom="sm">{t("grants.expires")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {grants.map((grant) => (
                <Table.Tr key={grant.id}>
                  <Table.Td>
                    {t(`source.${grant.source}`)}
                    <Text size="xs" c="dimmed" hiddenFrom="sm">
                      {t("grants.until", { when: grant.expiresAt ? expiry(grant.expiresAt) : t("grants.never") })}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {tokens(grant.available)}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{grant.expiresAt ? expiry(grant.expiresAt) : t("grants.never")}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function expiry(moment: string): string {
  return `${dateTime(moment)} (${relative(moment)})`;
}

function Holds({ holds }: { holds: WalletOverviewQuery["wallet"]["holds"] }) {
  const { t } = useTranslation("wallet");
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4">
        {t("holds.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("holds.text")}
      </Text>
      <Stack gap="xs">
        {holds.map((hold) => (
          <Text key={hold.id} size="sm" className="numbers">
            {t("holds.line", { tokens: tokens(hold.amount), when: relative(hold.expiresAt) })}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
