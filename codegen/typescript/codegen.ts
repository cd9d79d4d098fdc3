import type { CodegenConfig } from "@graphql-codegen/cli";
import { SCHEMA, typedDocuments } from "./codegen-config.ts";

const config: CodegenConfig = {
  schema: SCHEMA,
  generates: { "src/generated/": typedDocuments(["../operations/*.graphql"]) },
};

export default config;
