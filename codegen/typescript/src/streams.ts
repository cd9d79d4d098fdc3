/** One connection of a subscription, by graphql-sse or graphql-ws. Neither connects again by itself. */

import type { Payload } from "./documents.ts";
import { graphQLError, networkError, problemOf, RequestError } from "./errors.ts";
import { failureOf, type Line } from "./requests.ts";

/** What one event of a stream holds. */
export interface StreamResult {
  data?: unknown;
  errors?: readonly unknown[] | undefined;
}

/** Opens a stream. It ends when the server says that it is complete, and throws when it breaks off. */
export type OpenStream = (payload: Payload) => Promise<AsyncIterableIterator<StreamResult>>;

/** The server sends something every 12 seconds; a connection that is silent for longer is dead. */
const LONGEST_SILENCE_MS = 40_000;
const PING_MS = 12_000;
const PONG_MS = 10_000;

/** Streams of server-sent events, a connection each. */
export function serverSentEvents(line: Line): OpenStream {
  return async (payload) => {
    const { createClient } = await import("./graphql-sse.ts");
    const fetchFn: typeof fetch = async (input, init) => watched(await line.fetch(input, init), init?.signal);
    const client = createClient({
      url: line.url, credentials: line.credentials as "include", headers: () => line.headers(), fetchFn, retryAttempts: 0,
    });
    return client.iterate<unknown>(payload as { query: string });
  };
}

/** Streams over one WebSocket, and over another one when session or language is another: a connection keeps those that it began with. */
export function webSocket(
  line: Line, version: () => Promise<string>, impl: typeof WebSocket = globalThis.WebSocket,
): OpenStream {
  let current: { version: string; client: import("graphql-ws/client").Client } | null = null;
  return async (payload) => {
    const { createClient } = await import("graphql-ws/client");
    const now = await version();
    if (current?.version !== now) {
      let silent: ReturnType<typeof setTimeout> | undefined;
      const client = createClient({
        url: webSocketUrl(line.url), connectionParams: () => line.headers(), webSocketImpl: impl, retryAttempts: 0,
        connectionAckWaitTimeout: PONG_MS, keepAlive: PING_MS,
        on: {
          ping: (received) => { if (!received) silent = setTimeout(() => client.terminate(), PONG_MS); },
          pong: (received) => { if (received) clearTimeout(silent); },
          closed: () => clearTimeout(silent),
        },
      });
      current = { version: now, client };
    }
    return current.client.iterate<unknown>({ query: "", ...payload }); // it sends nothing without a text, which an id stands for
  };
}

/** What ended a stream, in the client's form. */
export async function streamFailure(error: unknown): Promise<RequestError> {
  if (error instanceof RequestError) return error;
  if (Array.isArray(error)) return graphQLError(error[0]);
  const { response, code, reason } = error as { response?: unknown; code?: unknown; reason?: unknown };
  if (response instanceof Response) return failureOf(response);
  // Closed by the server (docs/graphql.md): 4403 has a code for its reason, other 44.. are faults of a client's.
  if (code === 4403) return problemOf({ code: String(reason), message: "The server closed the connection." });
  if (code === 1009) return problemOf({ code: "BODY_TOO_LARGE", message: "The operation is too large." });
  if (typeof code === "number" && code >= 4400 && code < 4499) {
    return problemOf({ code: "BAD_REQUEST", message: `The server closed the connection (${code} ${String(reason)}).` });
  }
  return networkError("The connection was lost.", error);
}

/**
 * An answer with a body that fails when it ends, or when nothing comes for long.
 *
 * A stream's own end is its last event, so an end of the body is no end; graphql-sse waits for ever after some of those.
 */
async function watched(response: Response, signal: AbortSignal | null | undefined): Promise<Response> {
  const { status, headers } = response;
  if (response.body === null || !headers.get("content-type")?.startsWith("text/event-stream")) {
    // A refusal. It is read now, since graphql-sse aborts the request before anybody else could, and takes any 2xx for a stream.
    return new Response(await response.text(), { status: response.ok ? 502 : status, headers });
  }
  const reader = response.body.getReader();
  const cut = () => void reader.cancel().catch(() => {}); // read() then says that it is done
  signal?.addEventListener("abort", cut);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const silence = setTimeout(cut, LONGEST_SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) controller.error(new Error("the stream broke off"));
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status, headers });
}

function webSocketUrl(url: string): string {
  const address = new URL(url, globalThis.location?.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
