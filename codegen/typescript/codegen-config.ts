/** How typed documents are made of GraphQL operations. */

import { fileURLToPath } from "node:url";
import type { CodegenConfig } from "@graphql-codegen/cli";
import { preset } from "@graphql-codegen/client-preset";

export type { CodegenConfig };

type Output = CodegenConfig["generates"][string];

/** The schema of the API. */
export const SCHEMA = fileURLToPath(new URL("../schema.graphql", import.meta.url));
/** The client itself sends it, so it stands in every manifest of persisted operations. */
const RENEW_SESSION = fileURLToPath(new URL("../operations/RenewSession.graphql", import.meta.url));

/**
 * The client preset, so that a bundle holds the documents it uses and no others: each is marked as free of effects, and there
 * is no `graphql()` function, whose table names them all. They are imported by name.
 */
const shakeable: typeof preset = {
  ...preset,
  buildGeneratesSection: async (options) => {
    const files = await preset.buildGeneratesSection(options);
    return files
      .filter(({ filename }) => !filename.endsWith("/gql.ts"))
      .map((file) => ({ ...file, config: { ...file.config, pureMagicComment: true } }));
  },
};

/** What becomes of `documents` (globs of files): `graphql.ts`, `fragment-masking.ts` and `persisted-documents.json` of a folder. */
export function typedDocuments(documents: string[]): Output {
  return {
    documents: [RENEW_SESSION, ...documents],
    preset: shakeable,
    presetConfig: {
      skipIndexFile: true,
      fragmentMasking: { unmaskFunctionName: "readFragment" },
      persistedDocuments: { hashAlgorithm: "sha256" },
    },
    config: {
      documentMode: "string",
      importExtension: ".ts",
      useTypeImports: true,
      strictScalars: true,
      scalars: {
        BigInt: { input: "string | number", output: "string" },
        DateTime: "string",
        ID: "string",
      },
    },
  };
}
