/** One operation over HTTP, as https://graphql.github.io/graphql-over-http/ has it. */

import { type Payload } from "./documents.ts";
import { graphQLError, networkError, type Problem, problemOf, type RequestError } from "./errors.ts";

/** Where requests go and what they all say. */
export interface Line {
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly credentials: RequestCredentials;
  /** Who is calling, and in which language. */
  headers(): Promise<Record<string, string>>;
}

/** Sends one operation; its `data`. Throws `RequestError`, or the reason of `signal`. */
export async function request(line: Line, payload: Payload, signal: AbortSignal, timeoutMs: number): Promise<unknown> {
  const headers = await line.headers();
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let answer: unknown;
  try {
    response = await line.fetch(line.url, {
      method: "POST",
      credentials: line.credentials,
      headers: {
        ...headers,
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
      },
      body: JSON.stringify(payload),
      signal: AbortSignal.any([signal, timeout]),
    });
    answer = await readJson(response);
  } catch (error) {
    signal.throwIfAborted();
    throw networkError(timeout.aborted ? "No answer came in time." : "The server cannot be reached.", error);
  }
  const failure = failureIn(answer, response);
  if (failure !== null) throw failure;
  return (answer as { data: unknown }).data;
}

/** What went wrong, by an answer that is not what was asked for. */
export async function failureOf(response: Response): Promise<RequestError> {
  const answer = await readJson(response).catch(() => undefined);
  return failureIn(answer, response) ?? unreadable(response);
}

/** Undefined where it is no JSON: something else than the server answered. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failureIn(answer: unknown, response: Response): RequestError | null {
  if (typeof answer !== "object" || answer === null) return unreadable(response);
  if ("errors" in answer && Array.isArray(answer.errors) && answer.errors.length > 0) {
    return graphQLError(answer.errors[0], response);
  }
  if ("data" in answer && response.ok) return null;
  return "code" in answer ? problemOf(answer as Problem, response) : unreadable(response);
}

function unreadable(response: Response): RequestError {
  return networkError(`The server's answer cannot be read (HTTP ${response.status}).`, undefined, response.status);
}
