/** Refreshes the session when the server says that it ran out: once for all calls, in all tabs. */

import { type Problem, RequestError } from "./errors.ts";
import { members, type RefreshVariables, type Session } from "./sessions.ts";

/** Codes that a fresh session may help against. */
const SESSION_CODES = ["TOKEN_EXPIRED", "UNAUTHENTICATED"];
/** Tabs wait for each other; one that was frozen while it refreshed is not waited for longer. */
const LONGEST_WAIT_MS = 15_000;
const PAUSES_MS = [200, 1_000];
const LOCK = "tokentill-session ";

/** Whether an operation failed because of its session. */
export function ofTheSession(error: unknown): error is RequestError {
  return error instanceof RequestError && SESSION_CODES.includes(error.code);
}

/** The failure of its session that a result consists of; null where anything else came of it as well. */
export function sessionFailureIn(data: unknown): RequestError | null {
  const [first, ...others] = members(data);
  const all = [first, ...others].every((each) => SESSION_CODES.includes(String(each?.code)));
  return first !== undefined && all ? refusal(first) : null;
}

/** Whether a call that failed by `error` is worth sending again: with a new session, or without the one that made it fail. */
export function worthAnotherTry(outcome: Outcome, error: RequestError): boolean {
  return outcome === "refreshed" || (outcome === "ended" && error.status === 401);
}

export type Outcome =
  /** Calls are sent with another session than before. */
  | "refreshed"
  /** It was over, and is forgotten: calls are sent without one. */
  | "ended"
  /** There is nothing to refresh by. */
  | "none";

export class Refresher {
  readonly #session: Session;
  readonly #send: (variables: RefreshVariables) => Promise<unknown>;
  readonly #onSessionEnd: (error: RequestError) => void;
  #running: Promise<Outcome> | null = null;
  #told = false;

  /** `send` runs the operation that refreshes, without who is calling; `onSessionEnd` is called once a session. */
  constructor(
    session: Session,
    send: (variables: RefreshVariables) => Promise<unknown>,
    onSessionEnd: (error: RequestError) => void,
  ) {
    this.#session = session;
    this.#send = send;
    this.#onSessionEnd = onSessionEnd;
  }

  /** A session was opened. */
  opened(): void {
    this.#told = false;
  }

  /**
   * Refreshes the session that calls were sent with when its version was `seen`; does nothing where that has changed since.
   *
   * Throws `RequestError` when the server cannot be asked; the session goes on then.
   */
  refresh(seen: string): Promise<Outcome> {
    this.#running ??= this.#alone(() => this.#refresh(seen)).finally(() => { this.#running = null; });
    return this.#running;
  }

  /** Runs `work` while nobody else who is signed in as this is does: other tabs, or clients with the same tokens. */
  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const locks = globalThis.navigator?.locks;
    if (locks === undefined) return work();
    const name = LOCK + JSON.stringify(await this.#session.headers());
    let begun = false;
    try {
      return await locks.request(name, { signal: AbortSignal.timeout(LONGEST_WAIT_MS) }, () => {
        begun = true;
        return work();
      });
    } catch (error) {
      if (begun) throw error;
      return work(); // waited too long, or locks are closed to this page: for some seconds the server answers all alike
    }
  }

  async #refresh(seen: string): Promise<Outcome> {
    if ((await this.#session.version()) !== seen) return "refreshed"; // by another call or tab
    const variables = await this.#session.refreshVariables();
    if (variables === null) return "none";
    const data = await this.#ask(variables);
    if (await this.#session.keep(data)) {
      this.opened();
      return "refreshed";
    }
    await this.#end(refusal(members(data)[0] ?? {}));
    return "ended";
  }

  /** A refresh token whose answer was lost gives the same answer for some seconds only (REFRESH_GRACE_SECONDS): so at once. */
  async #ask(variables: RefreshVariables, pauses: readonly number[] = PAUSES_MS): Promise<unknown> {
    try {
      return await this.#send(variables);
    } catch (error) {
      const [next, ...later] = pauses;
      if (next === undefined || (error as RequestError).code !== "NETWORK") throw error;
      await new Promise((resolve) => setTimeout(resolve, next));
      return this.#ask(variables, later);
    }
  }

  async #end(error: RequestError): Promise<void> {
    if (error.retryable) throw error;
    await this.#session.forget();
    if (this.#told) return;
    this.#told = true;
    this.#onSessionEnd(error);
  }
}

/** A member of a result union that is a failure, as it is thrown. */
function refusal(member: Partial<Problem>): RequestError {
  const { code = "INTERNAL", message = "", retryable = false } = member;
  return new RequestError({ code, message, retryable });
}
