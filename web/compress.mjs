/** Compresses the built files once, here: the server has no time for it. They are the same for everybody. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = new URL("dist/assets/", import.meta.url);
const LEAST_BYTES = 1_000;

for (const name of (await readdir(folder)).filter((name) => /\.(js|css|svg|json)$/.test(name))) {
  const bytes = await readFile(new URL(name, folder));
  if (bytes.length < LEAST_BYTES) continue;
  await writeFile(new URL(`${name}.br`, folder), brotliCompressSync(bytes));
  await writeFile(new URL(`${name}.gz`, folder), gzipSync(bytes, { level: 9 }));
}
