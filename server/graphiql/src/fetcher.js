// Sends operations as the signed-in person: queries and mutations over HTTP, subscriptions over graphql-transport-ws.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { parse } from "graphql";
import { createClient } from "graphql-ws";

import { authorization, session, subscribe } from "./session.js";

const wsClient = createClient({
  url: `${location.protocol.replace("http", "ws")}//${location.host}/graphql`,
  connectionParams: authorization,
  retryAttempts: 2,
});

// A connection acts as who opened it; after signing in or out the next subscription opens another.
let email = session()?.email;
subscribe(() => {
  if (session()?.email !== email) wsClient.terminate();
  email = session()?.email;
});

const fetchSigned = async (url, { headers, ...rest }) =>
  fetch(url, { ...rest, headers: { ...(await authorization()), accept: "application/graphql-response+json", ...headers } });

const send = createGraphiQLFetcher({
  url: "/graphql",
  fetch: fetchSigned,
  wsClient,
  enableIncrementalDelivery: false,
});

/** Which transport an operation takes depends on its document; the editor's own copy of that lags behind typing. */
export const fetcher = (operation, options) => send(operation, { ...options, documentAST: parsed(operation.query) });

function parsed(text) {
  try {
    return parse(text);
  } catch {
    return undefined; // the server tells what is wrong with it
  }
}
