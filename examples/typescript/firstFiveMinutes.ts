// Signs up, claims, buys, chats and looks at the usage, with the TypeScript client. Node 22.18 or newer runs it as it is:
//
//     node firstFiveMinutes.ts http://127.0.0.1:8000/graphql

import { isUserError, TokentillClient, tokenSession, withDelta } from "../../codegen/typescript/src/index.ts";
import * as operations from "../../codegen/typescript/src/generated/graphql.ts";

const client = new TokentillClient({ url: process.argv[2]!, session: tokenSession(), language: () => "en" });

// The client keeps the session that this opens, and refreshes it when it has to.
const email = `ada-${crypto.randomUUID()}@example.com`;
const person = { email, password: "correct horse battery", name: "Ada" };
const { register } = await client.execute(operations.RegisterInFullDocument, person);
if (isUserError(register)) throw new Error(`${register.code}: ${register.message}`);

// A failure that is part of the job is a member of the union. With `satisfies never` the compiler says when one is left out.
const { claim } = await client.execute(operations.ClaimDocument, { key: crypto.randomUUID() });
switch (claim.__typename) {
  case "ClaimSucceeded": console.log(`claimed ${claim.amount}, available ${claim.balance.available}`); break;
  case "ClaimTooEarly": console.log(`next claim in ${claim.secondsLeft} seconds`); break;
  case "OperationRefused": throw new Error(claim.message);
  default: claim satisfies never;
}

// The same key gives the same payment, however often and by whichever document it is asked for.
const purchase = { packageId: "package_500k", method: "CARD", key: crypto.randomUUID() } as const;
const { purchase: bought } = await client.execute(operations.PurchaseDocument, purchase);
const { purchase: page } = await client.execute(operations.PurchaseByPageDocument, purchase);
if (isUserError(bought)) throw new Error(bought.message);
if (isUserError(page)) throw new Error(page.message);
await payWithTheSimulatedStripe(page.paymentPageUrl!, bought);

// The balance comes at once, and again with every change: here with Stripe's webhook.
for await (const { balanceChanged } of client.subscribe(operations.BalanceChangedDocument)) {
  if (BigInt(balanceChanged.available) < 500_000n) continue;
  console.log(`bought ${bought.payment.tokens}, available ${balanceChanged.available}`);
  break;
}

// Whatever happens to the connection, the reply is read on where it broke off, and charged once.
let reply = "";
const question = { message: "What is a token?", key: crypto.randomUUID() };
for await (const { chatStream: event } of client.subscribe(operations.ResumableChatDocument, question)) {
  if (isUserError(event)) throw new Error(`${event.code}: ${event.message}`);
  if (event.__typename === "ChatDelta") reply = withDelta(reply, event);
  if (event.__typename === "ChatCompleted") console.log(`${reply}\ncost ${event.usage.cost}`);
}

const { usageHistory } = await client.execute(operations.UsageHistoryDocument, { first: 10 });
for (const { node } of usageHistory.edges) console.log(`${node.kind} ${node.modelId} cost ${node.cost}`);
client.close();

/** What a page does by Stripe's own library. */
async function payWithTheSimulatedStripe(
  page: string, { payment, clientSecret, publishableKey }: Extract<typeof bought, { __typename: "PurchaseStarted" }>,
): Promise<void> {
  const answer = await fetch(new URL(`/v1/payment_intents/${payment.gatewayReference}/confirm`, page), {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${publishableKey}:`)}` },
    body: new URLSearchParams({ client_secret: clientSecret!, payment_method: "pm_card_visa" }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
