import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { date, relative, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminUsersDocument, type AdminUsersQuery, type UserFilter } from "@/gql/adminUsers/graphql";
import { Page } from "@/ui/Page";
import { ChoiceFilter, DayFilters, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Person } from "../parts/Person";
import type { Column } from "../parts/Rows";
import { State } from "../parts/States";
import { useFilters } from "../parts/useFilters";

const PAGE_ROWS = 25;
const SORTS = ["NEWEST", "OLDEST", "LAST_SEEN", "NAME", "EMAIL", "BALANCE", "SPENT"] as const;
const ROLES = ["USER", "ADMIN", "GUEST"] as const;
const STATUSES = ["ACTIVE", "SUSPENDED", "MERGED", "ERASING", "ERASED"] as const;
const PROVED = ["yes", "no"] as const;

type User = AdminUsersQuery["users"]["edges"][number]["node"];

/** All users: find one by address, name or id, or list who have or spend most. */
export default function UsersPage() {
  const { t } = useTranslation(["adminUsers", "admin"]);
  const filters = useFilters();
  const proved = filters.oneOf("proved", PROVED);
  const { from, to } = filters.days();
  const filter: UserFilter = {
    role: filters.oneOf("role", ROLES),
    status: filters.oneOf("status", STATUSES),
    verified: proved && proved === "yes",
    createdFrom: from,
    createdTo: to,
  };
  const users = useAskPages(
    AdminUsersDocument,
    { first: PAGE_ROWS, search: filters.text("search"), filter, sort: filters.oneOf("sort", SORTS) ?? "NEWEST" },
    (result) => result.users,
  );
  const columns = useColumns();
  return (
    <Page title={t("title")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="search" label={t("search")} placeholder={t("searchHint")} wide />
        <ChoiceFilter filters={filters} name="sort" label={t("sort")} values={SORTS} called={(each) => t(`sorts.${each}`)} usual="NEWEST" />
        <ChoiceFilter filters={filters} name="role" label={t("role")} values={ROLES} called={(each) => t(`admin:roles.${each}`)} />
        <ChoiceFilter filters={filters} name="status" label={t("status")} values={STATUSES} called={(each) => t(`admin:states.${each}`)} />
        <ChoiceFilter filters={filters} name="proved" label={t("proved")} values={PROVED} called={(each) => t(`provedIs.${each}`)} />
        <DayFilters filters={filters} from={t("from")} to={t("to")} />
      </FilterBar>
      <Text size="sm" c="dimmed" role="status">
        {users.data && t(users.hasNextPage ? "shownOfMore" : "shown", { count: users.nodes.length })}
      </Text>
      <List label={t("title")} empty={t("nobody")} pages={users} keyOf={({ id }) => id} columns={columns} />
    </Page>
  );
}

function useColumns(): Column<User>[] {
  const { t } = useTranslation(["adminUsers", "admin"]);
  return [
    { title: t("user"), cell: ({ id, name, email }) => <Person id={id} name={name} email={email} /> },
    {
      title: t("status"),
      cell: ({ status, role }) => (
        <Group gap={4}>
          {status !== "ACTIVE" && <State value={status} />}
          <Text size="sm">{t(`admin:roles.${role}`)}</Text>
        </Group>
      ),
    },
    { title: t("plan"), cell: ({ planId }) => planId },
    {
      title: t("balance"),
      numeric: true,
      cell: ({ balance: { available, debt } }) => (
        <>
          {tokens(available)}
          {debt !== "0" && (
            <Text size="xs" c="var(--mantine-color-error)" component="div">
              {t("debtOf", { tokens: tokens(debt) })}
            </Text>
          )}
        </>
      ),
    },
    { title: t("requests"), numeric: true, cell: ({ usage }) => tokens(String(usage.requests)) },
    { title: t("used"), numeric: true, cell: ({ usage }) => tokens(usage.cost) },
    { title: t("lastSeen"), cell: ({ lastSeenAt }) => (lastSeenAt ? relative(lastSeenAt) : t("admin:never")) },
    { title: t("signedUp"), cell: ({ createdAt }) => date(createdAt) },
  ];
}
