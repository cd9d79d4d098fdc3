import { Group, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, listed } from "@/app/formats";
import { Changes } from "./Changes";
import { Id, Person } from "./Person";

interface Props {
  action: {
    at: string;
    action: string;
    reason?: string | null;
    outcome?: string | null;
    adminId: string;
    admin?: { name: string; email?: string | null } | null;
    targetId?: string;
    targetUser?: { name: string; email?: string | null } | null;
    details?: { name: string; value: string }[];
    changes: { field: string; before?: string | null; after?: string | null }[];
  };
}

/** One row of the record of what admins did: who, what, to whom, why, and the values before and after. */
export function ActionRecord({ action }: Props) {
  const { t } = useTranslation("admin");
  const done = action.outcome === "done";
  return (
    <Paper withBorder p="sm" component="article" aria-label={action.action}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Text size="sm" fw={600}>
          {t(`actions.${action.action}`, action.action)}
          {!done && (
            <Text span size="sm" c="var(--mantine-color-error)" ml="xs">
              {action.outcome ?? t("underWay")}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {dateTime(action.at)}
        </Text>
      </Group>
      {action.reason && <Text size="sm" style={{ overflowWrap: "anywhere" }}>{action.reason}</Text>}
      <Changes changes={action.changes} />
      <Details details={action.details ?? []} />
      <Group gap="md" mt={4}>
        <Named name={t("by")} id={action.adminId} person={action.admin} />
        {action.targetId && <Named name={t("to")} id={action.targetId} person={action.targetUser} />}
      </Group>
    </Paper>
  );
}

function Named({ name, id, person }: { name: string; id: string; person?: { name: string; email?: string | null } | null }) {
  return (
    <Group gap={6} align="baseline">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <div style={{ overflowWrap: "anywhere" }}>{person ? <Person id={id} name={person.name} email={person.email} /> : <Id id={id} />}</div>
    </Group>
  );
}

/** What else was asked for; the reason is told apart. */
function Details({ details }: { details: { name: string; value: string }[] }) {
  const { t } = useTranslation("admin");
  const others = details.filter(({ name }) => name !== "reason");
  if (others.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {listed(others.map(({ name, value }) => `${t(`fields.${name}`, name)}: ${value}`))}
    </Text>
  );
}
