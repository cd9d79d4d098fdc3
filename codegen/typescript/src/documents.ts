/** Documents as GraphQL Code Generator makes them with `documentMode: "string"`, and what is sent of them. */

import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";

/** A document that knows the types of its result and variables: any generated `TypedDocumentString`. */
export interface TypedDocument<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
  __meta__?: Record<string, unknown> | undefined;
}

/** What is sent for one operation: its document, or its id in a manifest of persisted operations. */
export type Payload = ({ query: string } | { documentId: string }) & { variables: Record<string, unknown> };

/** `persisted`: by id, where the document has one. */
export function payloadOf(document: TypedDocument<unknown, never>, variables: object, persisted: boolean): Payload {
  const hash = document.__meta__?.hash;
  const operation = persisted && typeof hash === "string" ? { documentId: hash } : { query: document.toString() };
  return { ...operation, variables: { ...variables } };
}
