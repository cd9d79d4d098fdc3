/** The TypeScript client of Tokentill. docs/clients.md shows how it is used. */

export { type ClientOptions, type ExecuteOptions, type SubscribeOptions, TokentillClient } from "./client.ts";
export { withDelta } from "./chats.ts";
export type { TypedDocument } from "./documents.ts";
export { isUserError, type Problem, RequestError, type UserError } from "./errors.ts";
export { cookieSession, memoryStore, type Session, type Tokens, type TokenStore, tokenSession } from "./sessions.ts";
