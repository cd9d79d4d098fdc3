import { Alert, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dateTime, listed } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { AdminWebhookEndpointsDocument, type AdminWebhookEndpointsQuery } from "@/gql/adminWebhooks/graphql";
import { Asked } from "@/ui/Asked";
import { CopyField } from "@/ui/CopyField";
import { Page } from "@/ui/Page";
import { Rows } from "../parts/Rows";
import { State } from "../parts/States";
import { Titled } from "../parts/Titled";
import { EndpointActs, NewEndpoint } from "./EndpointActs";

export type Endpoint = AdminWebhookEndpointsQuery["webhookEndpoints"][number];

/** Which other systems are told of what happens here. A new secret is shown once, and kept nowhere in this page. */
export default function EndpointsPage() {
  const { t } = useTranslation(["adminWebhooks", "admin"]);
  const endpoints = useAsk(AdminWebhookEndpointsDocument, {});
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Page title={t("title")} description={t("description")} size="xl" actions={<NewEndpoint onSecret={setSecret} />}>
      {secret && (
        <Alert color="teal" variant="light" role="status" title={t("secretShown")}>
          <CopyField label={t("secret")} value={secret} />
        </Alert>
      )}
      <Asked query={endpoints}>
        {({ webhookEndpoints }) => (
          <Rows
            label={t("title")}
            empty={t("nothing")}
            rows={webhookEndpoints}
            keyOf={({ id }) => id}
            columns={[
              { title: t("url"), cell: ({ id, url, description }) => <Titled name={url} id={description || id} /> },
              { title: t("events"), cell: ({ eventTypes }) => listed(eventTypes) || t("allEvents") },
              { title: t("state"), cell: (endpoint) => <Standing endpoint={endpoint} /> },
            ]}
            acts={(endpoint) => <EndpointActs endpoint={endpoint} onSecret={setSecret} />}
          />
        )}
      </Asked>
    </Page>
  );
}

function Standing({ endpoint: { enabled, disabledReason, failingSince } }: { endpoint: Endpoint }) {
  const { t } = useTranslation("adminWebhooks");
  return (
    <>
      <State value={enabled ? "ACTIVE" : "DISABLED"} />
      {!enabled && disabledReason && <Text size="xs">{t(`reasons.${disabledReason}`)}</Text>}
      {failingSince && (
        <Text size="xs" c="var(--mantine-color-error)">
          {t("failingSince", { moment: dateTime(failingSince) })}
        </Text>
      )}
    </>
  );
}
