import { useTranslation } from "react-i18next";
import { useAskPages } from "@/app/queries";
import { AdminAuditLogDocument } from "@/gql/adminAudit/graphql";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { ActionRecord } from "../parts/ActionRecord";
import { ChoiceFilter, DayFilters, FilterBar, TextFilter } from "../parts/filterFields";
import { Listed } from "../parts/List";
import { useFilters } from "../parts/useFilters";

const PAGE_ROWS = 25;

/** What admins did, and why: the record that is never changed. */
export default function AuditPage() {
  const { t } = useTranslation(["adminAudit", "admin"]);
  const filters = useFilters();
  const actions = t("admin:actions", { returnObjects: true }) as Record<string, string>;
  const rows = useAskPages(
    AdminAuditLogDocument,
    {
      first: PAGE_ROWS,
      filter: {
        action: filters.text("action"),
        adminId: filters.text("admin"),
        targetId: filters.text("target"),
        ...filters.days(),
      },
    },
    (result) => result.auditLog,
  );
  return (
    <Page title={t("title")} description={t("description")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="target" label={t("target")} placeholder={t("targetHint")} wide />
        <TextFilter filters={filters} name="admin" label={t("admin")} placeholder={t("adminHint")} />
        <ChoiceFilter filters={filters} name="action" label={t("action")} values={Object.keys(actions)} called={(each) => actions[each] ?? each} />
        <DayFilters filters={filters} />
      </FilterBar>
      <Listed pages={rows}>
        {rows.nodes.length === 0 && <Empty>{t("nothing")}</Empty>}
        {rows.nodes.map((action) => (
          <ActionRecord key={action.id} action={action} />
        ))}
      </Listed>
    </Page>
  );
}
