// Runs every core operation once through the client, as a user of each kind of session, over each kind of stream:
// node contract.ts http://127.0.0.1:8000/graphql
// Prints one line of JSON: { "tokens, sse": { Register: ..., ... }, ... }, with what each operation brought.

import {
  cookieSession, isUserError, memoryStore, type Session, TokentillClient, tokenSession, withDelta,
} from "../../../codegen/typescript/src/index.ts";
import * as operations from "../../../codegen/typescript/src/generated/graphql.ts";
import { cookieJar } from "./cookieJar.ts";

const url = process.argv[2]!;
const PASSWORD = "a long enough passphrase, 42";
const key = () => crypto.randomUUID();

/** What each operation brought, in a few words. */
async function contract(client: TokentillClient, signOut: () => Promise<void>): Promise<Record<string, unknown>> {
  const brought: Record<string, unknown> = {};
  const email = `ada-${crypto.randomUUID()}@example.com`;

  const { register } = await client.execute(operations.RegisterDocument, { email, password: PASSWORD });
  brought.Register = register.__typename;
  await signOut();
  const { login } = await client.execute(operations.LoginDocument, { email, password: PASSWORD });
  brought.Login = login.__typename;
  const { me } = await client.execute(operations.MeDocument);
  brought.Me = [me.email === email, me.name, me.role, me.usage.cost];
  const { balance } = await client.execute(operations.BalanceDocument);
  brought.Balance = [balance.available, balance.free, balance.purchased, balance.held, balance.debt];

  const { packages } = await client.execute(operations.PackagesDocument);
  brought.Packages = packages.find((each) => each.popular)?.id;
  const { paymentMethods } = await client.execute(operations.PaymentMethodsDocument, { packageId: "package_500k" });
  brought.PaymentMethods = paymentMethods.find((each) => each.method === "CARD")?.available;
  const { claimStatus } = await client.execute(operations.ClaimStatusDocument);
  brought.ClaimStatus = [claimStatus.amount, claimStatus.available];
  const { claim } = await client.execute(operations.ClaimDocument, { key: key() });
  const { claim: again } = await client.execute(operations.ClaimDocument, { key: key() });
  brought.Claim = [claim.__typename, isUserError(again) && again.code];
  const { purchase } = await client.execute(
    operations.PurchaseDocument, { packageId: "package_500k", method: "CARD", key: key() },
  );
  brought.Purchase = isUserError(purchase) ? purchase.code : [purchase.payment.tokens, purchase.payment.amount.formatted];
  const { purchases } = await client.execute(operations.PurchasesDocument, { first: 5 });
  brought.Purchases = purchases.edges.map(({ node }) => [node.status, node.tokens]);

  const { models } = await client.execute(operations.ModelsDocument, { first: 5, search: "echo" });
  brought.Models = models.edges.map(({ node }) => node.id);
  const { chat } = await client.execute(operations.ChatDocument, { message: "Hello!", model: "offline/echo", key: key() });
  brought.Chat = isUserError(chat) ? chat.code : [chat.reply.role, chat.balance.held];
  brought.ChatStream = await chatStream(client);
  brought.BalanceChanged = await balanceChanged(client);
  const { conversations } = await client.execute(operations.ConversationsDocument, { first: 5 });
  brought.Conversations = conversations.edges.map(({ node }) => [node.title, node.messageCount]);
  const conversation = conversations.edges[0]!.node.id;
  const { messages } = await client.execute(operations.MessagesDocument, { conversation, first: 5 });
  brought.Messages = messages.edges.map(({ node }) => node.role);

  const { usageHistory } = await client.execute(operations.UsageHistoryDocument, { first: 5 });
  brought.UsageHistory = usageHistory.edges.map(({ node }) => [node.kind, node.modelId]);
  const [from, to] = [Date.now() - 86_400_000, Date.now() + 86_400_000].map((at) => new Date(at).toISOString()) as [string, string];
  const { usageStats } = await client.execute(operations.UsageStatsDocument, { from, to, tz: "Asia/Shanghai" });
  brought.UsageStats = [usageStats.totals.requests, usageStats.byModel.map((each) => each.modelId)];
  return brought;
}

async function chatStream(client: TokentillClient): Promise<unknown> {
  let text = "";
  const kinds = new Set<string>();
  for await (const { chatStream: event } of client.subscribe(operations.ChatStreamDocument, { message: "Hi", key: key() })) {
    kinds.add(event.__typename);
    if (event.__typename === "ChatDelta") text = withDelta(text, event);
    if (event.__typename === "ChatCompleted") return [[...kinds], event.reply.content === text, event.balance.held];
  }
  return "ended too early";
}

/** The first value that comes, and that its reader may leave. */
async function balanceChanged(client: TokentillClient): Promise<unknown> {
  for await (const { balanceChanged: balance } of client.subscribe(operations.BalanceChangedDocument)) return balance.held;
  return "ended too early";
}

/** By each kind of session, how a client is made and forgets its session without ending it. */
function kinds(): Record<string, () => { session: Session; fetch?: typeof fetch; webSocket?: typeof WebSocket; signOut: () => Promise<void> }> {
  return {
    tokens: () => {
      const store = memoryStore();
      return { session: tokenSession(store), signOut: async () => store.set(null) };
    },
    cookies: () => {
      const jar = cookieJar(new URL(url).origin);
      return { session: cookieSession(), fetch: jar.fetch, webSocket: jar.webSocket, signOut: async () => {} };
    },
  };
}

const results: Record<string, unknown> = {};
for (const [kind, make] of Object.entries(kinds())) {
  for (const subscriptions of ["sse", "websocket"] as const) {
    const { signOut, ...parts } = make();
    const client = new TokentillClient({ url, subscriptions, ...parts });
    results[`${kind}, ${subscriptions}`] = await contract(client, signOut);
    client.close();
  }
}
console.log(JSON.stringify(results));
