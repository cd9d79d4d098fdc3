import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { RequestError } from "tokentill-client";

/** What a failure says, in the reader's language: the server's own words, where it could be asked. */
export function failureText(error: unknown): string {
  if (!(error instanceof RequestError)) return i18next.t("failure.unknown");
  if (error.code === "NETWORK") return i18next.t("failure.network");
  return error.errorId ? `${error.message} ${i18next.t("failure.id", { id: error.errorId })}` : error.message;
}

/** Tells of a failure that has no place of its own on the screen, such as a menu's. */
export function tellFailure(error: unknown): void {
  notifications.show({ color: "red", title: i18next.t("failure.title"), message: failureText(error) });
}
