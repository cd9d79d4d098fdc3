// Streams a chat over graphql-transport-ws and reads on after every lost connection. Needs no package: Node 22.18 or
// newer runs this file as it is, and browsers have the same WebSocket.
//
//     node streamChat.ts ws://127.0.0.1:8000/graphql "Write a poem"      # TOKENTILL_TOKEN holds the access token

const DOCUMENT = `
subscription StreamChat($message: String!, $key: String!, $afterIndex: Int!, $afterAttempt: Int) {
  chatStream(
    input: { message: $message, idempotencyKey: $key }, afterIndex: $afterIndex, afterAttempt: $afterAttempt
  ) {
    __typename
    ... on ChatStarted { attempt }
    ... on ChatDelta { index nextIndex text }
    ... on ChatCompleted { reply { finishReason } usage { cost } balance { available } }
    ... on UserError { code message retryable }
  }
}`;
const LONGEST_PAUSE_MS = 5_000;
const GIVE_UP_MS = 120_000;

export type Delta = { __typename: "ChatDelta"; index: number; nextIndex: number; text: string };
export type Completed = {
  __typename: "ChatCompleted";
  reply: { finishReason: string };
  usage: { cost: string };
  balance: { available: string };
};
type Started = { __typename: "ChatStarted"; attempt: number };
type Refused = { __typename: "OperationRefused" | "InsufficientTokens"; code: string; message: string; retryable: boolean };
type ChatEvent = Started | Delta | Completed | Refused;
type Place = { afterIndex: number; afterAttempt: number | null };

/** The server refused, for good; nothing more is charged. */
export class ChatFailed extends Error {}

/**
 * Yields `ChatDelta`s, then one `ChatCompleted`. Indexes count Unicode code points: with `const before = [...text]`, the text
 * after a delta is `before.slice(0, delta.index).join("") + delta.text`.
 *
 * The key names the chat: whatever happens to connections, servers and this program, it is charged once.
 */
export async function* streamChat(
  url: string, token: string, message: string, key: string,
): AsyncGenerator<Delta | Completed> {
  const place: Place = { afterIndex: 0, afterAttempt: null };
  let pause = 100;
  let progressAt = Date.now();
  while (Date.now() - progressAt < GIVE_UP_MS) {
    for await (const event of events(url, token, { message, key, ...place })) {
      if (event.__typename === "ChatStarted") {
        place.afterAttempt = event.attempt;
      } else if (event.__typename === "ChatDelta") {
        place.afterIndex = event.nextIndex;
        pause = 100;
        progressAt = Date.now();
        yield event;
      } else if (event.__typename === "ChatCompleted") {
        yield event;
        return;
      } else if (!event.retryable) {
        throw new ChatFailed(`${event.code}: ${event.message}`);
      }
    }
    // The connection was lost, or may be tried again: ask under the same key, from where we are.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }
  throw new ChatFailed("the server could not be reached for too long");
}

/** What one connection brings. It ends when the connection does, for whatever reason. */
async function* events(url: string, token: string, variables: Record<string, unknown>): AsyncGenerator<ChatEvent> {
  const arrived: ChatEvent[] = [];
  let ended = false;
  let wake = () => {};
  const tell = () => wake();
  const socket = new WebSocket(url, "graphql-transport-ws");
  const send = (value: unknown) => socket.send(JSON.stringify(value));
  const end = () => { ended = true; tell(); };
  socket.onopen = () => send({ type: "connection_init", payload: { Authorization: `Bearer ${token}` } });
  socket.onclose = (event) => {
    // 4403: the token is not valid. Any other close may pass.
    if (event.code === 4403) arrived.push(refusal({ message: event.reason, extensions: { code: event.reason } }));
    end();
  };
  socket.onerror = end;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "connection_ack") {
      send({ id: "1", type: "subscribe", payload: { query: DOCUMENT, variables } });
    } else if (message.type === "next") {
      arrived.push(message.payload.errors ? refusal(message.payload.errors[0]) : message.payload.data.chatStream);
    } else if (message.type === "error") {
      arrived.push(refusal(message.payload[0]));
    } else if (message.type === "ping") {
      send({ type: "pong" });
    }
    if (message.type === "error" || message.type === "complete") end();
    tell();
  };
  try {
    while (true) {
      while (arrived.length > 0) yield arrived.shift()!;
      if (ended) return;
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  } finally {
    socket.close();
  }
}

/** An error of the whole request, such as TOKEN_EXPIRED or SERVER_BUSY, in the form of a refused chat. */
function refusal(error: { message: string; extensions: { code: string; retryable?: boolean } }): Refused {
  const { code, retryable = false } = error.extensions;
  return { __typename: "OperationRefused", message: error.message, code, retryable };
}

if (import.meta.main) {
  const [url, message] = process.argv.slice(2) as [string, string];
  for await (const event of streamChat(url, process.env.TOKENTILL_TOKEN ?? "", message, `chat-${crypto.randomUUID()}`)) {
    if (event.__typename === "ChatDelta") process.stdout.write(event.text);
    else process.stderr.write(`\ncost ${event.usage.cost}, left ${event.balance.available}\n`);
  }
}
