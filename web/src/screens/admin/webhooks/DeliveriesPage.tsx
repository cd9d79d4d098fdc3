import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { useAsk, useAskPages } from "@/app/queries";
import {
  AdminWebhookDeliveriesDocument,
  type AdminWebhookDeliveriesQuery,
  AdminWebhookEndpointsDocument,
  ReplayWebhookDeliveryDocument,
} from "@/gql/adminWebhooks/graphql";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { ChoiceFilter, FilterBar, TextFilter } from "../parts/filterFields";
import { List } from "../parts/List";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { useFilters } from "../parts/useFilters";
import { EVENTS, nameOf } from "./events";

const PAGE_ROWS = 25;
const STATES = ["PENDING", "DELIVERED", "FAILED"] as const;

type Delivery = AdminWebhookDeliveriesQuery["webhookDeliveries"]["edges"][number]["node"];

/** What was sent to other systems, and what they answered. */
export default function DeliveriesPage() {
  const { t } = useTranslation(["adminWebhooks", "admin"]);
  const filters = useFilters();
  const endpoints = useAsk(AdminWebhookEndpointsDocument, {}).data?.webhookEndpoints ?? [];
  const urlOf = (id: string) => endpoints.find((endpoint) => endpoint.id === id)?.url ?? id;
  const deliveries = useAskPages(
    AdminWebhookDeliveriesDocument,
    {
      first: PAGE_ROWS,
      filter: {
        endpointId: filters.text("endpoint"),
        eventType: filters.oneOf("type", EVENTS),
        state: filters.oneOf("state", STATES),
        eventId: filters.text("event"),
      },
    },
    (result) => result.webhookDeliveries,
  );
  return (
    <Page title={t("admin:pages.deliveries")} description={t("deliveriesDescription")} size="xl">
      <FilterBar>
        <ChoiceFilter filters={filters} name="endpoint" label={t("endpoint")} values={endpoints.map(({ id }) => id)} called={urlOf} />
        <ChoiceFilter filters={filters} name="type" label={t("event")} values={EVENTS} called={nameOf} />
        <ChoiceFilter filters={filters} name="state" label={t("state")} values={STATES} called={(each) => t(`admin:states.${each}`)} />
        <TextFilter filters={filters} name="event" label={t("eventId")} />
      </FilterBar>
      <List
        label={t("admin:pages.deliveries")}
        empty={t("noDeliveries")}
        pages={deliveries}
        keyOf={({ id }) => id}
        columns={[
          { title: t("event"), cell: ({ eventType, eventId }) => <Titled name={eventType} id={eventId} /> },
          { title: t("endpoint"), cell: ({ endpointId }) => <span className="long">{urlOf(endpointId)}</span> },
          { title: t("state"), cell: ({ state }) => <State value={state} /> },
          { title: t("tries"), numeric: true, cell: ({ tries }) => tries },
          { title: t("answer"), cell: ({ lastAttempt }) => lastAttempt && <Answer attempt={lastAttempt} /> },
          { title: t("nextTry"), cell: ({ nextTryAt }) => nextTryAt && dateTime(nextTryAt) },
        ]}
        acts={({ id, eventType, state }) =>
          state !== "PENDING" && (
            <ActButton label={t("replay")} withReason={false} does={ReplayWebhookDeliveryDocument} variables={() => ({ id })}>
              {t("replayHint", { event: eventType })}
            </ActButton>
          )
        }
      />
    </Page>
  );
}

function Answer({ attempt: { at, status, failure, answer } }: { attempt: NonNullable<Delivery["lastAttempt"]> }) {
  return (
    <>
      <Text size="sm">{[status, failure].filter(Boolean).join(" ")}</Text>
      <Text size="xs" c="dimmed" className="long" lineClamp={2}>
        {dateTime(at)} {answer}
      </Text>
    </>
  );
}
