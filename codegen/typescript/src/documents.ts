/** Documents as GraphQL Code Generator makes them with `documentMode: "string"`, and what is sent of them. */

import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";

/** A document that knows the types of its result and variables: any generated `TypedDocumentString`. */
export interface TypedDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
  __meta__?: Record<string, unknown> | undefined;
}

/** What is sent for one operation: its document, or its id in a manifest of persisted operations. */
export type Payload = ({ query: string } | { documentId: string }) & { variables: Record<string, unknown> };

/** Options of a client that say what is sent of a document. */
export interface Sending {
  /** By id, where the document has one. */
  persisted?: boolean | undefined;
  /** What is sent in place of a document's text. */
  adapt?: ((document: string) => string) | undefined;
}

/** What is sent for one operation. */
export function payloadOf(document: TypedDocument<unknown, never>, variables: object, { persisted, adapt }: Sending): Payload {
  const hash = document.__meta__?.hash;
  const text = document.toString();
  const operation = persisted && typeof hash === "string" ? { documentId: hash } : { query: adapt?.(text) ?? text };
  return { ...operation, variables: { ...variables } };
}
