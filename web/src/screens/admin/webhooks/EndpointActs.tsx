import { Checkbox, SimpleGrid } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import {
  CreateWebhookEndpointDocument,
  DeleteWebhookEndpointDocument,
  ReplayWebhookDeliveriesDocument,
  RotateWebhookSecretDocument,
  SendTestEventDocument,
  UpdateWebhookEndpointDocument,
} from "@/gql/adminWebhooks/graphql";
import { ActButton } from "../parts/ActButton";
import { changed } from "../parts/changed";
import { dayOf, startOfDay } from "../parts/days";
import { DayField, FieldRow, type Form, TextField, TickField } from "../parts/form";
import type { Endpoint } from "./EndpointsPage";
import { EVENTS, type EventType, eventOf, nameOf } from "./events";

interface Draft {
  url: string;
  description: string;
  eventTypes: EventType[];
}

interface OnSecret {
  /** Hears a new secret, which is never told again. */
  onSecret: (secret: string) => void;
}

export function NewEndpoint({ onSecret }: OnSecret) {
  const { t } = useTranslation("adminWebhooks");
  return (
    <ActButton
      label={t("add")}
      variant="filled"
      size="sm"
      withReason={false}
      does={CreateWebhookEndpointDocument}
      draft={{ url: "", description: "", eventTypes: [] } as Draft}
      variables={(draft) => {
        const input = inputOf(draft);
        return input && { input };
      }}
      onAnswer={(answer) => "secret" in answer && onSecret(answer.secret)}
    >
      {(form) => <Fields form={form} />}
    </ActButton>
  );
}

/** Change, try, send again what has failed, get a new secret, remove. */
export function EndpointActs({ endpoint, onSecret }: { endpoint: Endpoint } & OnSecret) {
  const { t } = useTranslation("adminWebhooks");
  const { id, url } = endpoint;
  return (
    <>
      <EditEndpoint endpoint={endpoint} />
      {endpoint.enabled && (
        <>
          <ActButton label={t("test")} withReason={false} does={SendTestEventDocument} variables={() => ({ id })}>
            {t("testHint", { url })}
          </ActButton>
          <SendAgain endpointId={id} />
        </>
      )}
      <ActButton
        label={t("rotate")}
        withReason={false}
        does={RotateWebhookSecretDocument}
        variables={() => ({ id })}
        onAnswer={(answer) => "secret" in answer && onSecret(answer.secret)}
      >
        {t("rotateHint")}
      </ActButton>
      <ActButton label={t("remove")} color="red" withReason={false} does={DeleteWebhookEndpointDocument} variables={() => ({ id })}>
        {t("removeHint", { url })}
      </ActButton>
    </>
  );
}

/** What the API takes. Null while there is no address. */
function inputOf({ url, description, eventTypes }: Draft) {
  return url.trim() ? { url: url.trim(), description, eventTypes } : null;
}

function EditEndpoint({ endpoint: { id, url, description, eventTypes, enabled } }: { endpoint: Endpoint }) {
  const { t } = useTranslation("adminWebhooks");
  const before = { url, description, eventTypes: eventTypes.flatMap((name) => eventOf(name) ?? []), enabled };
  return (
    <ActButton
      label={t("edit")}
      withReason={false}
      does={UpdateWebhookEndpointDocument}
      draft={{ ...before, before }}
      variables={({ before: shown, ...draft }) => {
        const input = inputOf(draft);
        const changes = input && changed({ ...inputOf(shown), enabled: shown.enabled }, { ...input, enabled: draft.enabled });
        return changes && { input: { endpointId: id, ...changes } };
      }}
    >
      {(form) => (
        <>
          <Fields form={form} />
          <TickField form={form} name="enabled" label={t("enabled")} />
        </>
      )}
    </ActButton>
  );
}

function Fields({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation("adminWebhooks");
  return (
    <>
      <TextField form={form} name="url" label={t("url")} description={t("urlHint")} type="url" required maxLength={2000} />
      <TextField form={form} name="description" label={t("about")} />
      <Checkbox.Group
        label={t("events")}
        description={t("eventsHint")}
        value={form.draft.eventTypes}
        onChange={(eventTypes) => form.set({ eventTypes: eventTypes as EventType[] })}
      >
        <SimpleGrid cols={2} spacing={6} mt={6}>
          {EVENTS.map((event) => (
            <Checkbox key={event} size="sm" value={event} label={nameOf(event)} classNames={{ label: "long" }} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </>
  );
}

/** The oldest thousand that have failed of some days. */
function SendAgain({ endpointId }: { endpointId: string }) {
  const { t } = useTranslation("adminWebhooks");
  const today = dayOf(new Date());
  return (
    <ActButton
      label={t("sendAgain")}
      withReason={false}
      does={ReplayWebhookDeliveriesDocument}
      draft={{ firstDay: today, lastDay: today }}
      variables={({ firstDay, lastDay, key }) => {
        const [from, to] = [startOfDay(firstDay), startOfDay(lastDay, 1)];
        return from && to ? { endpointId, from, to, key } : null;
      }}
      onAnswer={(answer) => "deliveries" in answer && notifications.show({ message: t(answer.more ? "sentOfMore" : "sent", { count: answer.deliveries }) })}
    >
      {(form) => (
        <>
          {t("sendAgainHint")}
          <FieldRow>
            <DayField form={form} name="firstDay" label={t("firstDay")} required />
            <DayField form={form} name="lastDay" label={t("lastDay")} required />
          </FieldRow>
        </>
      )}
    </ActButton>
  );
}
