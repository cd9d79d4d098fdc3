import { readdirSync } from "node:fs";
import type { CodegenConfig } from "@graphql-codegen/cli";

/** Each file of `operations/` gets a module of its own, so that a screen loads its own documents only. */
const screens = readdirSync("operations").filter((file) => file.endsWith(".graphql"));

const config: CodegenConfig = {
  schema: "../codegen/schema.graphql",
  generates: Object.fromEntries(
    screens.map((file) => [
      `src/gql/${file.replace(".graphql", "")}/`,
      {
        documents: [`operations/${file}`, "operations/fragments/*.graphql"],
        preset: "client",
        presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
        config: {
          documentMode: "string",
          enumsAsTypes: true,
          useTypeImports: true,
          dedupeFragments: true,
          strictScalars: true,
          scalars: {
            BigInt: { input: "string | number", output: "string" },
            DateTime: "string",
          },
        },
      },
    ]),
  ),
};

export default config;
