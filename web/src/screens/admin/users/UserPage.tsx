import { Badge, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { dateTime, relative } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { AdminUserDocument, type AdminUserQuery } from "@/gql/adminUser/graphql";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { Card } from "../parts/Card";
import { ExportUsage } from "../parts/ExportUsage";
import { Facts } from "../parts/Facts";
import { State } from "../parts/States";
import { AccountActs } from "./AccountActs";
import { BalanceCard } from "./BalanceCard";
import { UserHistory } from "./UserHistory";

export type FoundUser = NonNullable<AdminUserQuery["user"]>;

/** All that is known of one user, and what an admin can do to them. */
export default function UserPage() {
  const { t } = useTranslation(["adminUser", "admin", "adminPayments"]); // loads them together
  const { id } = useParams<{ id: string }>();
  const query = useAsk(AdminUserDocument, { id, language: spokenLanguage() });
  const user = query.data?.user;
  return (
    <Page
      title={user ? user.name || user.email || user.id : t("title")}
      description={user?.email}
      size="xl"
      actions={user && <AccountActs user={user} />}
    >
      <Asked query={query} lines={8}>
        {({ user: found }) => (found ? <Known user={found} /> : <Empty>{t("nobody")}</Empty>)}
      </Asked>
    </Page>
  );
}

function Known({ user }: { user: FoundUser }) {
  const { t } = useTranslation(["adminUser", "admin"]);
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Card title={t("profile")} actions={<ExportUsage userId={user.id} />}>
          <Group gap="xs" mb="xs">
            <State value={user.status} />
            <Badge variant="default">{t(`admin:roles.${user.role}`)}</Badge>
          </Group>
          <Facts
            facts={[
              [t("id"), <Text key="id" size="sm" ff="monospace" component="span">{user.id}</Text>],
              [t("wallet"), <Text key="wallet" size="sm" ff="monospace" component="span">{user.walletId}</Text>],
              [t("proved"), user.emailVerified ? t("admin:yes") : t("admin:no")],
              [t("plan"), user.planId],
              [t("signedUp"), dateTime(user.createdAt)],
              [t("lastSeen"), user.lastSeenAt ? relative(user.lastSeenAt) : t("admin:never")],
            ]}
          />
        </Card>
        <BalanceCard user={user} />
      </SimpleGrid>
      <UserHistory user={user} />
    </Stack>
  );
}
