import { cookieSession, TokentillClient } from "tokentill-client";
import { language } from "./languages";
import { asOffered } from "./offered";

/** Where the server is: of this page, or of another origin of its site (`VITE_API_URL=https://api.example.com`). */
export const SERVER = (import.meta.env.VITE_API_URL ?? "").replace(/\/$/, "");

/** An event of the window: the session could not be refreshed, or there was none. */
export const SESSION_ENDED = "tokentill-session-ended";

/** The one client of this page. Its session is in cookies that no script can read. */
export const client = new TokentillClient({
  url: new URL(`${SERVER}/graphql`, location.origin).href,
  session: cookieSession({ credentials: SERVER ? "include" : "same-origin" }),
  language,
  // Browsers open six event streams to a server over all tabs, where it speaks HTTP/1; WebSockets have no such bound.
  subscriptions: "websocket",
  // For servers that run only operations of their manifest (PERSISTED_OPERATIONS_ONLY): ids instead of documents.
  persisted: import.meta.env.VITE_PERSISTED_OPERATIONS === "true",
  adapt: asOffered,
  onSessionEnd: () => dispatchEvent(new Event(SESSION_ENDED)),
});

/** An address of the server, such as a receipt's, as this page can open it. */
export function serverUrl(path: string): string {
  return new URL(path, SERVER || location.origin).href;
}

/** A fresh idempotency key. Make one for an intention, not for a try: a second try of the same must have the same. */
export function newKey(): string {
  return crypto.randomUUID();
}
