/** The client part alone of graphql-sse, loaded with the first stream: its package brings a server too. */

export { createClient } from "graphql-sse";
