// Sessions that run out: who refreshes, how often, and what is sent again.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cookieSession, memoryStore, RequestError, TokentillClient, tokenSession, type ClientOptions,
} from "../../../codegen/typescript/src/index.ts";
import { BalanceDocument, ClaimDocument, LogoutDocument, MeDocument, RegisterDocument } from "../../../codegen/typescript/src/generated/graphql.ts";
import { ENDED, json, refused, renewed, scripted, TOKENS } from "./scripted.ts";

const OLD = { accessToken: "old", refreshToken: "rt_old" };
const BALANCE = { data: { balance: { available: "7" } } };

function clientOf(fetch: typeof globalThis.fetch, options: Partial<ClientOptions> = {}): TokentillClient {
  return new TokentillClient({ url: "http://server.test/graphql", session: tokenSession(memoryStore(OLD)), fetch, ...options });
}

/** Takes the token "new" alone; `renewal` answers who refreshes. */
function server(renewal: () => Response) {
  return scripted(({ query, headers }) => {
    if (query.includes("refreshSession")) return renewal();
    if (headers.Authorization === "Bearer old") return refused("TOKEN_EXPIRED", 401);
    return headers.Authorization === "Bearer new" ? json(BALANCE) : refused("UNAUTHENTICATED");
  });
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => "none", (error: RequestError) => error.code);
}

test("calls that fail together refresh once, and are sent once more", async () => {
  const { fetch, asked, times } = server(() => renewed(TOKENS));
  const client = clientOf(fetch);
  const results = await Promise.all([1, 2, 3, 4].map(() => client.execute(BalanceDocument)));
  assert.deepEqual(results.map(({ balance }) => balance.available), ["7", "7", "7", "7"]);
  assert.deepEqual([times("refreshSession"), times("balance {")], [1, 8]);
  const renewal = asked.find(({ query }) => query.includes("refreshSession"))!;
  assert.deepEqual([renewal.variables, renewal.headers.Authorization], [{ refreshToken: "rt_old" }, undefined]);
});

test("tabs that share tokens refresh once", async () => {
  const { fetch, times } = server(() => renewed(TOKENS));
  const session = tokenSession(memoryStore(OLD));
  await Promise.all([clientOf(fetch, { session }), clientOf(fetch, { session })].map((tab) => tab.execute(BalanceDocument)));
  assert.equal(times("refreshSession"), 1);
});

test("a session that cannot be refreshed is forgotten, and that is said once", async () => {
  const { fetch, asked } = server(() => renewed(ENDED));
  const store = memoryStore(OLD);
  const said: string[] = [];
  const client = clientOf(fetch, { session: tokenSession(store), onSessionEnd: ({ code }) => said.push(code) });
  assert.deepEqual(
    await Promise.all([codeOf(client.execute(BalanceDocument)), codeOf(client.execute(MeDocument))]),
    ["UNAUTHENTICATED", "UNAUTHENTICATED"],
  );
  assert.equal(await codeOf(client.execute(BalanceDocument)), "UNAUTHENTICATED");
  assert.deepEqual([said, await store.get(), asked.at(-1)?.headers.Authorization], [["SESSION_EXPIRED"], null, undefined]);
});

test("a session goes on when the server cannot be asked to refresh it", async () => {
  const { fetch } = server(() => { throw new TypeError("fetch failed"); });
  const store = memoryStore(OLD);
  const said: string[] = [];
  const client = clientOf(fetch, { session: tokenSession(store), onSessionEnd: ({ code }) => said.push(code) });
  assert.deepEqual([await codeOf(client.execute(BalanceDocument)), await store.get(), said], ["NETWORK", OLD, []]);
});

test("a refresh whose answer was lost is asked for again", async () => {
  const answers = [() => { throw new TypeError("fetch failed"); }, () => renewed(TOKENS)];
  const { fetch, times } = server(() => answers.shift()!());
  await clientOf(fetch).execute(BalanceDocument);
  assert.equal(times("refreshSession"), 2);
});

test("a refresh that may succeed later ends nothing", async () => {
  const busy = { ...ENDED, code: "IDENTITY_BUSY", retryable: true };
  const { fetch } = server(() => renewed(busy));
  const store = memoryStore(OLD);
  assert.deepEqual([await codeOf(clientOf(fetch, { session: tokenSession(store) }).execute(BalanceDocument)), await store.get()], ["IDENTITY_BUSY", OLD]);
});

test("a call that fails again is not refreshed again", async () => {
  const { fetch, asked } = scripted(({ query }) => query.includes("refreshSession") ? renewed(TOKENS) : refused("UNAUTHENTICATED"));
  assert.deepEqual([await codeOf(clientOf(fetch).execute(BalanceDocument)), asked.length], ["UNAUTHENTICATED", 3]);
});

test("a failure that a union holds is refreshed as well", async () => {
  const member = { __typename: "OperationRefused", code: "UNAUTHENTICATED", message: "" };
  const { fetch } = scripted(({ query, headers }) => {
    if (query.includes("refreshSession")) return renewed(TOKENS);
    return json({ data: { claim: headers.Authorization === "Bearer new" ? { __typename: "ClaimSucceeded" } : member } });
  });
  const { claim } = await clientOf(fetch).execute(ClaimDocument, { key: "k" });
  assert.equal(claim.__typename, "ClaimSucceeded");
});

test("an operation of which something came is not sent again", async () => {
  const { fetch, asked } = scripted(() => json({ data: { claim: { __typename: "ClaimSucceeded" }, other: { code: "UNAUTHENTICATED" } } }));
  await clientOf(fetch).execute(ClaimDocument, { key: "k" });
  assert.equal(asked.length, 1);
});

test("an API key is sent once, and kept", async () => {
  const { fetch, asked } = scripted(() => refused("API_KEY_EXPIRED", 401));
  const store = memoryStore({ accessToken: "tk_key" });
  assert.equal(await codeOf(clientOf(fetch, { session: tokenSession(store) }).execute(BalanceDocument)), "API_KEY_EXPIRED");
  assert.deepEqual([asked.length, await store.get()], [1, { accessToken: "tk_key" }]);
});

test("signing in and out changes what is sent", async () => {
  const { fetch, asked } = scripted(({ query }) => {
    if (query.includes("register(")) return json({ data: { register: { ...TOKENS, user: {} } } });
    return query.includes("logout(") ? json({ data: { logout: { __typename: "LoggedOut" } } }) : json(BALANCE);
  });
  const client = clientOf(fetch, { session: tokenSession() });
  await client.execute(RegisterDocument, { email: "ada@example.com", password: "p" });
  await client.execute(LogoutDocument, { refreshToken: "rt_new" });
  await client.execute(BalanceDocument);
  assert.deepEqual(asked.map(({ headers }) => headers.Authorization), [undefined, "Bearer new", undefined]);
});

test("a session in cookies sends its header, and no token", async () => {
  let good = false;
  const { fetch, asked } = scripted(({ query }) => {
    if (!query.includes("refreshSession")) return good ? json(BALANCE) : refused("UNAUTHENTICATED");
    good = true;
    return renewed({ __typename: "SessionInCookies", expiresAt: "" });
  });
  const { balance } = await clientOf(fetch, { session: cookieSession() }).execute(BalanceDocument);
  assert.equal(balance.available, "7");
  assert.deepEqual(asked.map(({ headers }) => headers["X-Tokentill-Session"]), ["cookie", "cookie", "cookie"]);
  assert.deepEqual(asked.map(({ headers }) => headers.Authorization), [undefined, undefined, undefined]);
  assert.deepEqual(asked[1]!.variables, { refreshToken: null });
});

test("no redirect is followed", async () => {
  let redirect: string | undefined;
  await clientOf(async (_, init) => { redirect = init?.redirect; return json(BALANCE); }).execute(BalanceDocument);
  assert.equal(redirect, "error");
});

test("refresh() tells whether there is a session", async () => {
  assert.equal(await clientOf(server(() => renewed(TOKENS)).fetch).refresh(), true);
  assert.equal(await clientOf(server(() => renewed(ENDED)).fetch).refresh(), false);
});
