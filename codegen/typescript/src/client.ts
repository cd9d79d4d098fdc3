/** The client: operations over HTTP, subscriptions over streams, and a session that is refreshed when it has to be. */

import { Place } from "./chats.ts";
import { payloadOf, type TypedDocument } from "./documents.ts";
import type { RequestError } from "./errors.ts";
import { RenewSessionDocument } from "./generated/graphql.ts";
import { ofTheSession, Refresher, sessionFailureIn, worthAnotherTry } from "./refresher.ts";
import { type Line, request } from "./requests.ts";
import { loggedOut, type RefreshVariables, type Session } from "./sessions.ts";
import { type OpenStream, serverSentEvents, webSocket } from "./streams.ts";
import { subscriptionEvents } from "./subscriptions.ts";

/** Longer than the server lets anything take (CHAT_QUEUE_SECONDS and CHAT_TIMEOUT_SECONDS). */
const TIMEOUT_SECONDS = 180;
/** All calls of all tabs wait for it. */
const RENEWAL_TIMEOUT_MS = 8_000;
const GIVE_UP_AFTER_SECONDS = 120;

export interface ClientOptions {
  /** Of the endpoint, such as `/graphql`; relative addresses only in browsers. */
  url: string;
  session: Session;
  /** A language tag for `Accept-Language`, asked for at every call. A WebSocket keeps the one that it began with; another language has another. */
  language?: () => string;
  /** Server-sent events where nothing is said. Without HTTP/2 browsers open six of those to a server, over all tabs. */
  subscriptions?: "sse" | "websocket";
  /** Called once a session, when it cannot be refreshed any more; also for a visitor who never had one in cookies. */
  onSessionEnd?: (error: RequestError) => void;
  /** Sends ids of the manifest instead of documents. */
  persisted?: boolean;
  /** Is given the text of a document and returns what is sent instead, such as without fields that this server has switched off. */
  adapt?: (document: string) => string;
  /** How long a call may take. */
  timeoutSeconds?: number;
  fetch?: typeof fetch;
  webSocket?: typeof WebSocket;
}

export interface ExecuteOptions {
  signal?: AbortSignal | undefined;
}

export interface SubscribeOptions extends ExecuteOptions {
  /** How long to go on trying while the server cannot be reached; `Infinity` for as long as `signal` lets it. */
  giveUpAfterSeconds?: number;
  /** Called before each pause, with what it is for and how long it lasts: a lost connection, or a limit that is used up. */
  onPause?: (error: RequestError, seconds: number) => void;
}

/** Variables, which may be left out where none is required, and options. */
type Rest<Variables, Options> = {} extends Variables ? [variables?: Variables, options?: Options] : [variables: Variables, options?: Options];

export class TokentillClient {
  readonly #options: ClientOptions;
  readonly #session: Session;
  readonly #line: Line;
  readonly #refresher: Refresher;
  readonly #open: OpenStream;
  readonly #closing = new AbortController();

  constructor(options: ClientOptions) {
    const { session, language } = options;
    this.#options = options;
    this.#session = session;
    const spoken = (): Record<string, string> => (language === undefined ? {} : { "Accept-Language": language() });
    const sender = options.fetch ?? ((input, init) => fetch(input, init));
    this.#line = {
      url: options.url, credentials: session.credentials,
      // What is sent holds passwords and tokens, which no other address is to get.
      fetch: (input, init) => sender(input, { ...init, redirect: "error" }),
      headers: async () => ({ ...spoken(), ...(await session.headers()) }),
    };
    this.#refresher = new Refresher(session, (variables) => this.#renew(variables), options.onSessionEnd ?? (() => {}));
    this.#open = options.subscriptions === "websocket"
      ? webSocket(this.#line, async () => `${await session.version()} ${language?.() ?? ""}`, options.webSocket)
      : serverSentEvents(this.#line);
  }

  /** Runs a query or mutation. Throws `RequestError`, or the reason of `signal`. A session that it opens is the client's from then on. */
  async execute<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>, ...[variables, options]: Rest<NoInfer<Variables>, ExecuteOptions>
  ): Promise<Result> {
    const signal = this.#signal(options?.signal);
    const send = () => this.#send(document, variables ?? {}, signal);
    const seen = await this.#session.version();
    let data = await send().catch(async (error: unknown) => {
      if (!ofTheSession(error) || !worthAnotherTry(await this.#refresher.refresh(seen), error)) throw error;
      return send();
    });
    if (sessionFailureIn(data) !== null && await this.#refresher.refresh(seen) === "refreshed") data = await send();
    if (await this.#session.keep(data)) this.#refresher.opened();
    else if (loggedOut(data)) await this.#session.forget();
    return data as Result;
  }

  /** Reads a subscription, over as many connections as it takes. `signal` ends it. Throws `RequestError`. */
  async *subscribe<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>, ...[variables, options]: Rest<NoInfer<Variables>, SubscribeOptions>
  ): AsyncGenerator<Result, void, undefined> {
    const by = {
      session: this.#session, refresher: this.#refresher, open: this.#open, signal: this.#signal(options?.signal),
      giveUpAfterMs: (options?.giveUpAfterSeconds ?? GIVE_UP_AFTER_SECONDS) * 1000,
      onPause: options?.onPause ?? (() => {}),
    };
    const place = new Place(document.toString(), variables ?? {});
    const payload = (now: object) => payloadOf(document, now, this.#options);
    yield* subscriptionEvents(by, place, payload) as AsyncGenerator<Result, void, undefined>;
  }

  /** Refreshes the session now, such as before a guest signs up by cookies. False when there is none any more. */
  async refresh(): Promise<boolean> {
    return await this.#refresher.refresh(await this.#session.version()) === "refreshed";
  }

  /** Ends its calls and subscriptions. */
  close(): void {
    this.#closing.abort();
  }

  /** Without who is calling where tokens say so: one that ran out would be refused. */
  #renew(variables: RefreshVariables): Promise<unknown> {
    const anonymous = async () => {
      const { Authorization: _, ...headers } = await this.#line.headers();
      return headers;
    };
    const payload = payloadOf(RenewSessionDocument, variables, this.#options);
    return request({ ...this.#line, headers: anonymous }, payload, this.#closing.signal, RENEWAL_TIMEOUT_MS);
  }

  #send(document: TypedDocument<unknown, never>, variables: object, signal: AbortSignal): Promise<unknown> {
    const payload = payloadOf(document, variables, this.#options);
    return request(this.#line, payload, signal, (this.#options.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000);
  }

  #signal(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]);
  }
}
