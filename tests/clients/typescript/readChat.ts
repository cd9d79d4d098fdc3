// Reads one chat through the client to its end: node readChat.ts http://... "Write" sse|websocket
// TOKENTILL_TOKEN holds the access token.

import { isUserError, memoryStore, TokentillClient, tokenSession, withDelta } from "../../../codegen/typescript/src/index.ts";
import { ResumableChatDocument } from "../../../codegen/typescript/src/generated/graphql.ts";

const [url, message, subscriptions] = process.argv.slice(2) as [string, string, "sse" | "websocket"];
const session = tokenSession(memoryStore({ accessToken: process.env.TOKENTILL_TOKEN! }));
const client = new TokentillClient({ url, session, subscriptions });

let text = "";
for await (const { chatStream: event } of client.subscribe(ResumableChatDocument, { message, key: crypto.randomUUID() })) {
  if (isUserError(event)) throw new Error(event.code);
  if (event.__typename === "ChatDelta") text = withDelta(text, event);
  if (event.__typename === "ChatCompleted") {
    process.stdout.write(text);
    process.stderr.write(`cost ${event.usage.cost}, left ${event.balance.available}\n`);
  }
}
