import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { date, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminTeamsDocument } from "@/gql/adminTeams/graphql";
import { Page } from "@/ui/Page";
import { FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { Person } from "../parts/Person";
import { Titled } from "../parts/Titled";
import { useFilters } from "../parts/useFilters";

const PAGE_ROWS = 25;

/** Every team and what it has, closed ones included. */
export default function TeamsPage() {
  const { t } = useTranslation(["adminTeams", "admin"]);
  const filters = useFilters();
  const teams = useAskPages(
    AdminTeamsDocument,
    { first: PAGE_ROWS, userId: filters.text("user") },
    (result) => result.allTeams,
  );
  return (
    <Page title={t("title")} size="xl">
      <FilterBar>
        <TextFilter filters={filters} name="user" label={t("member")} placeholder={t("memberHint")} wide />
      </FilterBar>
      <List
        label={t("title")}
        empty={t("nothing")}
        pages={teams}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t("team"),
            cell: ({ id, name, closedAt }) => (
              <Titled name={name} id={id}>
                {closedAt && <Text size="xs">{t("closed", { day: date(closedAt) })}</Text>}
              </Titled>
            ),
          },
          { title: t("owner"), cell: ({ owner }) => owner && <Person id={owner.id} name={owner.name} /> },
          { title: t("available"), numeric: true, cell: ({ balance }) => tokens(balance.available) },
          { title: t("held"), numeric: true, cell: ({ balance }) => tokens(balance.held) },
          { title: t("debt"), numeric: true, cell: ({ balance }) => tokens(balance.debt) },
          { title: t("made"), cell: ({ createdAt }) => date(createdAt) },
        ]}
      />
    </Page>
  );
}
