// Watches balances over each kind of session and stream while all access tokens are ended: node watch.ts http://.../graphql
// Prints "watching" when all streams are open, and when all have gone on one line of JSON: what each saw, and its refreshes.

import { cookieSession, TokentillClient, tokenSession } from "../../../codegen/typescript/src/index.ts";
import { BalanceChangedDocument, ClaimDocument, RegisterDocument } from "../../../codegen/typescript/src/generated/graphql.ts";
import { cookieJar } from "./cookieJar.ts";

const url = process.argv[2]!;
const KINDS = ["tokens, sse", "tokens, websocket", "cookies, sse", "cookies, websocket"] as const;
let waiting = KINDS.length;

async function watch(kind: (typeof KINDS)[number]): Promise<[string, unknown]> {
  const jar = cookieJar(new URL(url).origin);
  let refreshes = 0;
  const client = new TokentillClient({
    url,
    session: kind.startsWith("tokens") ? tokenSession() : cookieSession(),
    subscriptions: kind.endsWith("sse") ? "sse" : "websocket",
    webSocket: jar.webSocket,
    fetch: (input, init) => {
      if (String(init?.body).includes("RenewSession")) refreshes += 1;
      return (kind.startsWith("tokens") ? fetch : jar.fetch)(input, init);
    },
  });
  await client.execute(RegisterDocument, { email: `ada-${crypto.randomUUID()}@example.com`, password: "a long passphrase" });
  const seen: string[] = [];
  for await (const { balanceChanged } of client.subscribe(BalanceChangedDocument)) {
    seen.push(balanceChanged.available);
    if (seen.length === 1 && --waiting === 0) console.log("watching");
    // The balance came anew: by another connection. So does every change from now on.
    if (seen.length === 2) await client.execute(ClaimDocument, { key: "claim" });
    if (balanceChanged.available === "11000") break;
  }
  client.close();
  return [kind, { seen: seen.slice(0, 2), refreshes }];
}

console.log(JSON.stringify(Object.fromEntries(await Promise.all(KINDS.map(watch)))));
