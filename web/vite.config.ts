import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { mantineSheets } from "./mantineSheets.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `TOKENTILL_SERVER` is where `npm run dev` sends calls of the API to. */
const server = process.env["TOKENTILL_SERVER"] ?? "http://127.0.0.1:8000";

const PATHS = ["^/graphql$", "^/(auth|receipts|exports|usage-exports)/", "^/tickets/.*[.]"];
const proxy = Object.fromEntries(PATHS.map((path) => [path, { target: server, ws: true }]));

export default defineConfig({
  plugins: [react(), mantineSheets()],
  resolve: {
    alias: { "@": here("./src"), "tokentill-client": here("../codegen/typescript/src/index.ts") },
    dedupe: ["graphql", "graphql-ws", "graphql-sse"],
  },
  // What is small and used once would become a data: address, which the policy of the page allows for images only.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    // What several screens use comes in one file: many small ones cost a request each.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", minShareCount: 4 }] } } },
  },
  server: { proxy },
  preview: { proxy },
});
