// What a call sends, and what it fails by.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isUserError, RequestError, TokentillClient, tokenSession, type ClientOptions } from "../../../codegen/typescript/src/index.ts";
import { BalanceDocument, PurchasesDocument } from "../../../codegen/typescript/src/generated/graphql.ts";
import { json, refused, scripted } from "./scripted.ts";

function clientOf(fetch: typeof globalThis.fetch, options: Partial<ClientOptions> = {}): TokentillClient {
  return new TokentillClient({ url: "http://server.test/graphql", session: tokenSession(), fetch, ...options });
}

async function failure(response: Response): Promise<RequestError> {
  const failed = await clientOf(async () => response).execute(BalanceDocument).catch((error: unknown) => error);
  assert.ok(failed instanceof RequestError);
  return failed;
}

/** No answer comes. */
const hanging: typeof fetch = (_, init) => new Promise((__, reject) => {
  init!.signal!.throwIfAborted();
  init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason));
});

test("what is sent in place of a document can be said", async () => {
  const { fetch, asked } = scripted(() => json({ data: { balance: { available: "7" } } }));
  await clientOf(fetch, { adapt: (document) => document.replace("query Balance", "query Left") }).execute(BalanceDocument);
  assert.match(asked[0]!.query, /^\s*query Left/);
});

test("documents and variables are sent, in the language of the moment", async () => {
  const { fetch, asked } = scripted(() => json({ data: { purchases: {} } }));
  let language = "en";
  const client = clientOf(fetch, { language: () => language });
  await client.execute(PurchasesDocument, { first: 5 });
  language = "zh";
  await client.execute(PurchasesDocument, { first: 5 });
  assert.deepEqual(asked.map(({ headers }) => headers["Accept-Language"]), ["en", "zh"]);
  assert.deepEqual([asked[0]!.query, asked[0]!.variables], [PurchasesDocument.toString(), { first: 5 }]);
});

test("ids of the manifest are sent where that is asked for", async () => {
  let body: unknown;
  const client = clientOf(async (_, init) => { body = JSON.parse(init!.body as string); return json({ data: {} }); }, { persisted: true });
  await client.execute(BalanceDocument);
  assert.deepEqual(body, { documentId: BalanceDocument.__meta__!.hash, variables: {} });
});

test("a limit says how long to wait, in the error or in the answer's header", async () => {
  const told = await failure(refused("RATE_LIMITED", 429, { retryable: true, retryAfterSeconds: 7 }));
  assert.deepEqual([told.code, told.retryable, told.status, told.retryAfterSeconds], ["RATE_LIMITED", true, 429, 7]);
  const outside = await failure(json({ code: "TEMPORARILY_BANNED", message: "Later." }, 429, { "retry-after": "60" }));
  assert.deepEqual([outside.code, outside.message, outside.retryable, outside.retryAfterSeconds], ["TEMPORARILY_BANNED", "Later.", true, 60]);
});

test("a fault of the server's has its id", async () => {
  const { code, errorId, retryable } = await failure(refused("INTERNAL", 200, { errorId: "err_1" }));
  assert.deepEqual([code, errorId, retryable], ["INTERNAL", "err_1", false]);
});

test("what is no answer of the server's is a failure of the network", async () => {
  const { code, status, retryable } = await failure(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  assert.deepEqual([code, status, retryable], ["NETWORK", 502, true]);
  assert.equal((await failure(json(["what"]))).code, "NETWORK");
  assert.equal((await failure(new Response(null, { status: 204 }))).code, "NETWORK");
});

test("a signal ends a call by its own reason", async () => {
  const ending = new AbortController();
  const call = clientOf(hanging).execute(BalanceDocument, {}, { signal: ending.signal });
  ending.abort(new Error("no longer wanted"));
  await assert.rejects(call, /no longer wanted/);
});

test("an answer that does not come in time is a failure of the network", async () => {
  const alive = setInterval(() => {}, 1000); // Node does not wait for the timer of a signal.
  await assert.rejects(clientOf(hanging, { timeoutSeconds: 0.01 }).execute(BalanceDocument), { code: "NETWORK", retryable: true });
  clearInterval(alive);
});

test("a failure of a union is told by its code", () => {
  const members = [{ __typename: "A", code: "X", message: "" }, { __typename: "B", code: null }, { __typename: "C" }, null, "code"];
  assert.deepEqual(members.map((each) => isUserError(each)), [true, false, false, false, false]);
});
