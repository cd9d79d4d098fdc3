/** Subscriptions that outlive their connections. */

import type { Payload } from "./documents.ts";
import { graphQLError, type RequestError } from "./errors.ts";
import type { Place } from "./chats.ts";
import { ofTheSession, type Refresher, sessionFailureIn, worthAnotherTry } from "./refresher.ts";
import { members, type Session } from "./sessions.ts";
import { type OpenStream, streamFailure } from "./streams.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** What `subscriptionEvents` works with. */
export interface Subscribing {
  readonly session: Session;
  readonly refresher: Refresher;
  readonly open: OpenStream;
  readonly signal: AbortSignal;
  /** How long to go on trying without one event. */
  readonly giveUpAfterMs: number;
  readonly onPause: (error: RequestError, seconds: number) => void;
}

/**
 * The events of a subscription, over as many connections as it takes. `signal` ends it without an error.
 *
 * All of the server's subscriptions may be asked for again, so a lost connection and a session that ran out are both answered
 * by another connection. Throws `RequestError` when the server refuses, or cannot be reached for too long.
 */
export async function* subscriptionEvents(
  by: Subscribing, place: Place, payload: (variables: object) => Payload,
): AsyncGenerator<unknown> {
  let failures = 0;
  let failingSince = 0;
  let refreshed = false;
  while (!by.signal.aborted) {
    const seen = await by.session.version();
    const openedAt = Date.now();
    let events = 0;
    try {
      for await (const data of connection(by, payload(place.variables))) {
        for (const event of members(data)) place.passed(event);
        events += 1;
        refreshed = false;
        yield data;
      }
      return;
    } catch (thrown) {
      if (by.signal.aborted) return;
      // The first event only tells how things stand: a connection that brings no other, and ends soon, has failed.
      if (events > 1 || (events > 0 && Date.now() - openedAt > LONGEST_PAUSE_MS)) failures = 0;
      const error = await streamFailure(thrown);
      if (ofTheSession(error) && !refreshed) {
        refreshed = true;
        if (worthAnotherTry(await by.refresher.refresh(seen), error)) continue;
      }
      if (failures === 0) failingSince = Date.now();
      const wait = pauseMs(failures, error);
      if (!error.retryable || Date.now() + wait - failingSince > by.giveUpAfterMs) throw error;
      by.onPause(error, wait / 1000);
      await pause(wait, by.signal);
      failures += 1;
    }
  }
}

/** What one connection brings; throws what ended it, if that was not its end. */
async function* connection(by: Subscribing, payload: Payload): AsyncGenerator<unknown> {
  const stream = await by.open(payload);
  const end = () => void stream.return?.();
  by.signal.addEventListener("abort", end);
  try {
    for await (const { data, errors } of stream) {
      if (errors !== undefined && errors.length > 0) throw graphQLError(errors[0]);
      const over = sessionFailureIn(data);
      if (over !== null) throw over;
      yield data;
    }
  } finally {
    by.signal.removeEventListener("abort", end);
    end();
  }
}

/** Twice as long each time, and never the same for two clients that lost one server. */
function pauseMs(failures: number, error: RequestError): number {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
  return Math.max(most * (0.5 + Math.random() / 2), (error.retryAfterSeconds ?? 0) * 1000);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake);
  });
}
