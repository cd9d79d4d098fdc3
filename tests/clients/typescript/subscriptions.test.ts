// Subscriptions that outlive their connections, over server-sent events.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { memoryStore, TokentillClient, tokenSession, withDelta } from "../../../codegen/typescript/src/index.ts";
import { BalanceChangedDocument, ChatStreamDocument, ResumableChatDocument } from "../../../codegen/typescript/src/generated/graphql.ts";
import { ENDED, json, refused, renewed, scripted, stream, TOKENS } from "./scripted.ts";

function clientOf(fetch: typeof globalThis.fetch): TokentillClient {
  const session = tokenSession(memoryStore({ accessToken: "old", refreshToken: "rt_old" }));
  return new TokentillClient({ url: "http://server.test/graphql", session, fetch });
}

/** Answers in turn, and refreshes by `renewal`. */
function inTurn(answers: (() => Response)[], renewal: object = TOKENS) {
  return scripted(({ query }) => query.includes("refreshSession") ? renewed(renewal) : (answers.shift() ?? (() => refused("ASKED_TOO_OFTEN", 400)))());
}

function balance(available: string): object {
  return { data: { balanceChanged: { available, held: "0" } } };
}

function chat(event: object): object {
  return { data: { chatStream: event } };
}

const RAN_OUT = { errors: [{ message: "", extensions: { code: "TOKEN_EXPIRED", retryable: false } }] };
const DONE = chat({ __typename: "ChatCompleted" });

async function balances(client: TokentillClient, most: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const { balanceChanged } of client.subscribe(BalanceChangedDocument)) {
    seen.push(balanceChanged.available);
    if (seen.length === most) break;
  }
  return seen;
}

test("events come in order, until the server says that it is complete", async () => {
  const { fetch, asked } = inTurn([() => stream(balance("1"), balance("2"), "complete")]);
  assert.deepEqual([await balances(clientOf(fetch), 9), asked.length], [["1", "2"], 1]);
});

test("a token that runs out is refreshed, and the subscription goes on", async () => {
  const { fetch, asked, times } = inTurn([
    () => stream(balance("1"), RAN_OUT, "complete"), () => stream(balance("2"), "silence"),
  ]);
  assert.deepEqual(await balances(clientOf(fetch), 2), ["1", "2"]);
  assert.deepEqual([times("refreshSession"), asked.at(-1)?.headers.Authorization], [1, "Bearer new"]);
});

test("a token that has run out before is refreshed first", async () => {
  const { fetch } = inTurn([() => refused("TOKEN_EXPIRED", 401), () => stream(balance("1"), "complete")]);
  assert.deepEqual(await balances(clientOf(fetch), 1), ["1"]);
});

test("a session that is over ends the subscription", async () => {
  const { fetch } = inTurn([() => stream(RAN_OUT, "complete")], ENDED);
  await assert.rejects(balances(clientOf(fetch), 1), { code: "TOKEN_EXPIRED" });
});

test("a chat that breaks off is read on where it did", async () => {
  const { fetch, asked } = inTurn([
    () => stream(chat({ attempt: 2 }), chat({ __typename: "ChatDelta", index: 0, nextIndex: 2, text: "a😀" })),
    () => stream(chat({ __typename: "ChatDelta", index: 2, nextIndex: 3, text: "b" }), DONE, "complete"),
  ]);
  let text = "";
  for await (const { chatStream } of clientOf(fetch).subscribe(ResumableChatDocument, { message: "m", key: "k" })) {
    if (chatStream.__typename === "ChatDelta") text = withDelta(text, chatStream);
  }
  assert.equal(text, "a😀b");
  assert.deepEqual(asked.map(({ variables }) => variables), [
    { message: "m", key: "k" }, { message: "m", key: "k", afterIndex: 2, afterAttempt: 2 },
  ]);
});

test("a chat whose document cannot resume begins anew, and withDelta puts it right", async () => {
  const first = chat({ __typename: "ChatDelta", index: 0, text: "ab" });
  const { fetch, asked } = inTurn([() => stream(first), () => stream(first, DONE, "complete")]);
  let text = "";
  for await (const { chatStream } of clientOf(fetch).subscribe(ChatStreamDocument, { message: "m", key: "k" })) {
    if (chatStream.__typename === "ChatDelta") text = withDelta(text, chatStream);
  }
  assert.deepEqual([text, asked[1]!.variables], ["ab", { message: "m", key: "k" }]);
});

test("what may pass is tried again, and what may not is thrown", async () => {
  const busy = () => refused("SERVER_BUSY", 503, { retryable: true });
  const { fetch, asked } = inTurn([busy, () => stream(balance("1")), () => refused("FORBIDDEN")]);
  await assert.rejects(balances(clientOf(fetch), 9), { code: "FORBIDDEN" });
  assert.equal(asked.length, 3);
});

test("it gives up when the server cannot be reached for long", async () => {
  const { fetch, asked } = scripted(() => { throw new TypeError("fetch failed"); });
  const events = clientOf(fetch).subscribe(BalanceChangedDocument, {}, { giveUpAfterSeconds: 0.15 });
  await assert.rejects(events.next(), { code: "NETWORK" });
  assert.equal(asked.length, 2); // after 50 to 100 ms, and 100 to 200 more would be too long
});

test("it does not wait for longer than it would go on trying", async () => {
  const { fetch } = inTurn([() => refused("TEMPORARILY_BANNED", 429, { retryable: true, retryAfterSeconds: 3600 })]);
  await assert.rejects(balances(clientOf(fetch), 1), { code: "TEMPORARILY_BANNED", retryAfterSeconds: 3600 });
});

test("who reads is told what it waits for, and how long", async () => {
  const busy = () => refused("SERVER_BUSY", 503, { retryable: true, retryAfterSeconds: 0.2 });
  const { fetch } = inTurn([busy, () => stream(balance("1")), () => refused("FORBIDDEN")]);
  const pauses: [string, number][] = [];
  const onPause = ({ code }: { code: string }, seconds: number) => pauses.push([code, seconds]);
  const events = clientOf(fetch).subscribe(BalanceChangedDocument, {}, { onPause });
  await events.next();
  assert.deepEqual(pauses, [["SERVER_BUSY", 0.2]]);
});

test("a signal ends it without an error, and closes its connection", async () => {
  let closed = false;
  const ending = new AbortController();
  const { fetch } = scripted((_, signal) => {
    signal.addEventListener("abort", () => { closed = true; });
    return stream(balance("1"), "silence");
  });
  const events = clientOf(fetch).subscribe(BalanceChangedDocument, {}, { signal: ending.signal });
  await events.next();
  const next = events.next();
  ending.abort();
  assert.deepEqual([await next, closed], [{ done: true, value: undefined }, true]);
});

test("close() ends all of them", async () => {
  const client = clientOf(scripted(() => stream(balance("1"), "silence")).fetch);
  const events = client.subscribe(BalanceChangedDocument);
  await events.next();
  client.close();
  assert.deepEqual(await events.next(), { done: true, value: undefined });
});

test("a connection that is silent for too long is another one", async () => {
  const { fetch } = inTurn([() => stream(balance("1"), "silence"), () => stream(balance("2"), "complete")]);
  const events = clientOf(fetch).subscribe(BalanceChangedDocument);
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    await events.next();
    const next = events.next();
    await new Promise(setImmediate);
    mock.timers.tick(40_000);
    mock.timers.reset();
    assert.deepEqual((await next).value?.balanceChanged.available, "2");
  } finally {
    mock.timers.reset();
  }
});

test("an answer that is no stream is a failure", async () => {
  const { fetch } = inTurn([() => json({ code: "CROSS_SITE_REQUEST", message: "" }, 403), () => refused("FORBIDDEN")]);
  await assert.rejects(balances(clientOf(fetch), 1), { code: "CROSS_SITE_REQUEST", status: 403 });
  await assert.rejects(balances(clientOf(fetch), 1), { code: "FORBIDDEN" });
});
