// A `fetch` that answers by a script, and remembers what it was asked.

export interface Asked {
  query: string;
  variables: Record<string, unknown>;
  headers: Record<string, string>;
}

type Script = (asked: Asked, signal: AbortSignal) => Response | Promise<Response>;

export function scripted(script: Script): { fetch: typeof fetch; asked: Asked[]; times(name: string): number } {
  const asked: Asked[] = [];
  return {
    asked,
    times: (name) => asked.filter(({ query }) => query.includes(name)).length,
    fetch: async (_, init) => {
      const { query, variables } = JSON.parse(init?.body as string);
      const one = { query, variables, headers: init?.headers as Record<string, string> };
      asked.push(one);
      return script(one, init?.signal!);
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

export function refused(code: string, status = 200, extensions: object = {}): Response {
  return json({ errors: [{ message: `It is ${code}.`, extensions: { code, retryable: false, ...extensions } }] }, status);
}

/** A new pair of tokens, or a refusal, as an answer to the client's own operation. */
export function renewed(member: object): Response {
  return json({ data: { refreshSession: member } });
}

export const TOKENS = { __typename: "Session", accessToken: "new", refreshToken: "rt_new", expiresAt: "" };
export const ENDED = { __typename: "OperationRefused", code: "SESSION_EXPIRED", message: "Sign in again.", retryable: false };

/** A stream of events. Without "complete" at its end it breaks off there; with "silence" it stays open. */
export function stream(...events: (object | "complete" | "silence")[]): Response {
  const text = events.map((event) =>
    event === "complete" ? "event: complete\ndata: {}\n\n" : `event: next\ndata: ${JSON.stringify(event)}\n\n`,
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [index, each] of text.entries()) {
        if (events[index] === "silence") return;
        controller.enqueue(new TextEncoder().encode(each));
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
