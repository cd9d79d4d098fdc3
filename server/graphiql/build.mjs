// Bundles GraphiQL, its editor's workers and the ready-made operations into static/. No file of it asks another host.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const operationsFolder = join(here, "../../codegen/operations");
const out = join(here, "static");

/** The module "operations": every file of codegen/operations, as [{ name, text }]. */
const operations = {
  name: "operations",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^operations$/ }, () => ({ path: "operations", namespace: "operations" }));
    onLoad({ filter: /.*/, namespace: "operations" }, async () => {
      const files = (await readdir(operationsFolder)).filter((file) => file.endsWith(".graphql")).sort();
      const found = await Promise.all(
        files.map(async (file) => ({
          name: file.replace(/\.graphql$/, ""),
          text: (await readFile(join(operationsFolder, file), "utf8")).trim(),
        })),
      );
      return { contents: JSON.stringify(found), loader: "json" };
    });
  },
};

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: {
    app: "src/main.jsx",
    "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
    "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".ttf": "file", ".woff2": "file" },
  legalComments: "linked",
  logLevel: "warning",
  plugins: [operations],
});
// Compressed once, here: the server has no time for it. These files are the same for everybody and hold no secret.
for (const file of (await readdir(out)).filter((name) => /\.(js|css|ttf)$/.test(name))) {
  await writeFile(join(out, `${file}.gz`), gzipSync(await readFile(join(out, file)), { level: 9 }));
}
await writeFile(join(out, "built"), "");
