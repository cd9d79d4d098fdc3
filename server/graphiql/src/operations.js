// The ready-made operations, with variables to start from.
import { parse, print } from "graphql";
import files from "operations";

const WEEK_MS = 7 * 24 * 3_600_000;
const examples = {
  // Not randomUUID, which browsers keep from pages over plain http.
  key: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  first: () => 20,
  message: () => "What is a token?",
  amount: () => "1000",
  available: () => "10000",
  mostUsers: () => "100",
  packageId: () => "package_500k",
  method: () => "CARD",
  planId: () => "pro",
  interval: () => "MONTH",
  access: () => "READ",
  code: () => "SPRING",
  percent: () => 20,
  reason: () => "Asked for by the buyer",
  thresholdTokens: () => "5000",
  monthlyCap: () => ({ amount: "5000", currency: "CNY" }),
  consent: () => true,
  from: () => new Date(Date.now() - WEEK_MS).toISOString(),
  to: () => new Date().toISOString(),
  tz: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** One field a line, which is how GraphiQL's own formatter would put them. */
export const operations = files.map(({ name, text }) => ({ name, text: print(parse(text)) }));

/** Optional by their type, and still needed for an operation to do anything: a promo code must give something. */
const offered = new Set(["percent"]);

/** Text of the variables that an operation needs, each with an example where there is one. */
export function variablesOf(text) {
  const [operation] = parse(text).definitions;
  const needed = operation.variableDefinitions.filter(
    ({ type, variable: { name } }) => type.kind === "NonNullType" || offered.has(name.value),
  );
  if (needed.length === 0) return "";
  const values = needed.map(({ variable: { name } }) => [name.value, examples[name.value]?.() ?? ""]);
  return JSON.stringify(Object.fromEntries(values), null, 2);
}
