// The ready-made operations, with variables to start from.
import { parse, print } from "graphql";
import files from "operations";

const WEEK_MS = 7 * 24 * 3_600_000;
const examples = {
  // Not randomUUID, which browsers keep from pages over plain http.
  key: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  first: () => 20,
  message: () => "What is a token?",
  packageId: () => "package_500k",
  method: () => "CARD",
  from: () => new Date(Date.now() - WEEK_MS).toISOString(),
  to: () => new Date().toISOString(),
  tz: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** One field a line, which is how GraphiQL's own formatter would put them. */
export const operations = files.map(({ name, text }) => ({ name, text: print(parse(text)) }));

/** Text of the variables that an operation needs, each with an example where there is one. */
export function variablesOf(text) {
  const [operation] = parse(text).definitions;
  const required = operation.variableDefinitions.filter(({ type }) => type.kind === "NonNullType");
  if (required.length === 0) return "";
  const values = required.map(({ variable: { name } }) => [name.value, examples[name.value]?.() ?? ""]);
  return JSON.stringify(Object.fromEntries(values), null, 2);
}
