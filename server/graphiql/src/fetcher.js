// Sends operations as the signed-in person: queries and mutations over HTTP, subscriptions over graphql-transport-ws.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
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

export const fetcher = createGraphiQLFetcher({ url: "/graphql", fetch: fetchSigned, wsClient, enableIncrementalDelivery: false });
