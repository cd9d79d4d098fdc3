import { Alert, Button, Group, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { Query } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { failureText } from "./notices";
import { queries } from "./queries";

/** Above a screen whose answers could not be asked for again: what it shows is from before. */
export function StaleNotice() {
  const { t } = useTranslation();
  const error = useSyncExternalStore(watchQueries, failureBehindOldAnswers);
  if (!error) return null;
  return (
    <Alert role="status" color="orange" variant="light" mb="md" icon={<IconPlugConnectedX />} title={t("stale.title")}>
      <Group justify="space-between">
        <Text size="sm">{failureText(error)}</Text>
        <Button size="xs" variant="default" onClick={() => void queries.refetchQueries({ type: "active" })}>
          {t("retry")}
        </Button>
      </Group>
    </Alert>
  );
}

function watchQueries(told: () => void): () => void {
  return queries.getQueryCache().subscribe(told);
}

function failureBehindOldAnswers(): Error | null {
  const isBehind = (query: Query) => query.isActive() && query.state.data !== undefined && query.state.error !== null;
  return queries.getQueryCache().getAll().find(isBehind)?.state.error ?? null;
}
