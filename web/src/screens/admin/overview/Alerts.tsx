import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AcknowledgeAlertDocument, AdminAlertsDocument, type AdminAlertsQuery } from "@/gql/adminOverview/graphql";
import { Failure } from "@/ui/Failure";
import { MoreButton } from "@/ui/MoreButton";
import { ActButton } from "../parts/ActButton";

const PAGE_ROWS = 20;
/** The server looks once a minute itself. */
const LOOK_MS = 60_000;

type AlertRow = AdminAlertsQuery["alerts"]["edges"][number]["node"];

/** What is wrong now; on request, what was. */
export function Alerts() {
  const { t } = useTranslation("adminOverview");
  const [past, setPast] = useState(false);
  const alerts = useAskPages(AdminAlertsDocument, { first: PAGE_ROWS, open: past ? null : true }, ({ alerts }) => alerts);
  useInterval(() => void alerts.refetch(), LOOK_MS, { autoInvoke: true });
  if (alerts.error && !alerts.data) return <Failure error={alerts.error} retry={() => void alerts.refetch()} />;
  return (
    <Stack gap="xs" component="section" aria-label={t("alerts")} aria-live="polite">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("alerts")}
        </Title>
        <Button variant="default" size="compact-sm" aria-pressed={past} onClick={() => setPast(!past)}>
          {t("pastAlerts")}
        </Button>
      </Group>
      {alerts.data && alerts.nodes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noAlerts")}
        </Text>
      )}
      {alerts.nodes.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
      <MoreButton pages={alerts} />
    </Stack>
  );
}

function AlertCard({ alert }: { alert: AlertRow }) {
  const { t } = useTranslation("adminOverview");
  const over = alert.closedAt != null;
  const since = t(over ? "alertWas" : "alertSince", { from: dateTime(alert.openedAt), to: alert.closedAt && dateTime(alert.closedAt) });
  return (
    <Alert
      variant="light"
      color={over ? "gray" : alert.acknowledgedAt ? "yellow" : "red"}
      icon={over ? <IconCheck /> : <IconAlertTriangle />}
      title={<span className="long">{t(`kinds.${alert.kind}`, { subject: alert.subject })}</span>}
    >
      <Group justify="space-between" align="flex-end">
        <div>
          <Text size="sm">{alert.detail}</Text>
          <Text size="xs">{since}</Text>
          {alert.note && <Text size="xs">{t("acknowledged", { note: alert.note })}</Text>}
        </div>
        {!over && !alert.acknowledgedAt && (
          <ActButton
            label={t("acknowledge")}
            reasonLabel={t("note")}
            does={AcknowledgeAlertDocument}
            variables={({ reason }) => ({ alertId: alert.id, note: reason })}
          >
            {t("acknowledgeHint")}
          </ActButton>
        )}
      </Group>
    </Alert>
  );
}
