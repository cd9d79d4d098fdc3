import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { RequestError } from "tokentill-client";

/** Tells of a refusal or failure where there is no place for it on the screen. */
export function useProblem() {
  const { t } = useTranslation();
  return (problem: unknown) => {
    const unreachable = problem instanceof RequestError && problem.code === "NETWORK";
    const said = (problem as { message?: string }).message;
    notifications.show({ color: "red", message: unreachable ? t("failure.network") : (said ?? t("failure.unknown")) });
  };
}
