import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Action } from "@/app/action";
import { Failure, Refused } from "./Failure";

/** What became of an action, below its form. `done`: what to say when it worked; nothing if the screen shows it anyway. */
export function Outcome({ action, done }: { action: Pick<Action, "refusal" | "error" | "done">; done?: string }) {
  const { t } = useTranslation();
  if (action.error) return <Failure error={action.error} />;
  if (action.refusal) return <Refused refusal={action.refusal} />;
  if (!action.done) return null;
  return (
    <Text size="sm" c="light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-4))" role="status">
      {done ?? t("saved")}
    </Text>
  );
}
