import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminBansDocument, LiftBanDocument } from "@/gql/adminBans/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { List } from "../parts/List";
import { Id } from "../parts/Person";

const PAGE_ROWS = 25;

/** Who asked too often again and again, and is refused until their ban ends. */
export default function BansPage() {
  const { t } = useTranslation(["adminModeration", "admin"]);
  const bans = useAskPages(AdminBansDocument, { first: PAGE_ROWS }, (result) => result.bans);
  return (
    <Page title={t("admin:pages.bans")} description={t("bans.description")} size="xl">
      <List
        label={t("admin:pages.bans")}
        empty={t("bans.nothing")}
        pages={bans}
        keyOf={({ id }) => id}
        columns={[
          { title: t("bans.subject"), cell: ({ subject }) => <Id id={subject} /> },
          { title: t("bans.kind"), cell: ({ kind }) => t(`bans.kinds.${kind}`) },
          { title: t("bans.limit"), cell: ({ limit }) => limit },
          { title: t("bans.inARow"), numeric: true, cell: ({ inARow }) => inARow },
          { title: t("bans.since"), cell: ({ since }) => dateTime(since) },
          { title: t("bans.until"), cell: ({ until }) => dateTime(until) },
        ]}
        acts={({ id, subject }) => (
          <ActButton label={t("bans.lift")} withReason={false} does={LiftBanDocument} variables={() => ({ id })}>
            {t("bans.liftHint", { subject })}
          </ActButton>
        )}
      />
    </Page>
  );
}
