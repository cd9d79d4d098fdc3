import { readdirSync } from "node:fs";
import { type CodegenConfig, SCHEMA, typedDocuments } from "../codegen/typescript/codegen-config.ts";

/** Each file of `operations/` gets a module of its own, so that a screen loads its own documents only. */
const screens = readdirSync("operations").filter((file) => file.endsWith(".graphql"));

const config: CodegenConfig = {
  schema: SCHEMA,
  generates: Object.fromEntries(
    screens.map((file) => [
      `src/gql/${file.replace(".graphql", "")}/`,
      typedDocuments([`operations/${file}`, "operations/fragments/*.graphql"]),
    ]),
  ),
};

export default config;
