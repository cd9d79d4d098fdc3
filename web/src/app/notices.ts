import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { RequestError } from "tokentill-client";

/** Whether the server was not there, for a question or for a part of the page itself (browsers speak of an import then). */
export function isUnreachable(error: unknown): boolean {
  return error instanceof RequestError ? error.code === "NETWORK" : error instanceof TypeError && /import/i.test(error.message);
}

/** What a failure says, in the reader's language: the server's own words, where it could be asked. */
export function failureText(error: unknown): string {
  if (isUnreachable(error)) return i18next.t("failure.network");
  if (!(error instanceof RequestError)) return i18next.t("failure.unknown");
  return error.errorId ? `${error.message} ${i18next.t("failure.id", { id: error.errorId })}` : error.message;
}

/** Tells of a failure that has no place of its own on the screen, such as a menu's. */
export function tellFailure(error: unknown): void {
  notifications.show({ color: "red", title: i18next.t("failure.title"), message: failureText(error) });
}
