import { Progress, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminBulkGrantsDocument, type AdminBulkGrantsQuery, CancelBulkGrantDocument } from "@/gql/adminBulkGrants/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { List } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { NewBulkGrant } from "./NewBulkGrant";

const PAGE_ROWS = 20;
/** How often it is asked how far one is, while one is running. */
const LOOK_MS = 2_000;

type BulkGrant = AdminBulkGrantsQuery["bulkGrants"]["edges"][number]["node"];

/** Tokens for many: begin, watch, stop. */
export default function BulkGrantsPage() {
  const { t } = useTranslation(["adminBulkGrants", "admin"]);
  const grants = useAskPages(AdminBulkGrantsDocument, { first: PAGE_ROWS }, (result) => result.bulkGrants);
  const running = grants.nodes.some(({ endedAt }) => endedAt == null);
  useInterval(() => void (running && grants.refetch()), LOOK_MS, { autoInvoke: true });
  return (
    <Page title={t("title")} description={t("description")} size="xl" actions={<NewBulkGrant />}>
      <List
        label={t("title")}
        empty={t("nothing")}
        pages={grants}
        keyOf={({ id }) => id}
        columns={[
          { title: t("began"), cell: ({ createdAt }) => dateTime(createdAt) },
          { title: t("by"), cell: ({ adminId }) => <Id id={adminId} /> },
          { title: t("state"), cell: ({ status }) => <State value={status} /> },
          { title: t("amount"), numeric: true, cell: ({ amount }) => tokens(amount) },
          { title: t("progress"), cell: (grant) => <HowFar grant={grant} /> },
          { title: t("refused"), numeric: true, cell: ({ refused }) => tokens(refused) },
          { title: t("expires"), cell: ({ expiresAt }) => (expiresAt ? dateTime(expiresAt) : t("admin:noExpiry")) },
        ]}
        acts={({ id, status }) =>
          status === "RUNNING" && (
            <ActButton label={t("stop")} color="red" does={CancelBulkGrantDocument} variables={({ reason }) => ({ id, reason })}>
              {t("stopHint")}
            </ActButton>
          )
        }
      />
    </Page>
  );
}

function HowFar({ grant }: { grant: BulkGrant }) {
  const { t } = useTranslation("adminBulkGrants");
  const text = t("grantedOf", { granted: tokens(grant.granted), users: tokens(grant.expectedUsers) });
  const share = grant.expectedUsers === "0" ? 100 : (Number(grant.granted) / Number(grant.expectedUsers)) * 100;
  return (
    <>
      <Text size="sm" className="numbers">
        {text}
      </Text>
      <Progress value={Math.min(100, share)} size="sm" aria-label={text} />
    </>
  );
}
