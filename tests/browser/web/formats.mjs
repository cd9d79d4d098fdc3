// What the web client's own formatter makes of sums: [[amount, currency], …] in, texts and digits out, as JSON.
import { fileURLToPath } from "node:url";

const web = new URL("../../../web/", import.meta.url);
const { createServer } = await import(new URL("node_modules/vite/dist/node/index.js", web).href);
process.chdir(fileURLToPath(web));
const vite = await createServer({ appType: "custom", logLevel: "error", optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, ws: false, watch: null } });
const { money } = await vite.ssrLoadModule("/src/app/formats.ts");
const { digitsOf } = await vite.ssrLoadModule("/src/app/currencies.ts");
const sums = JSON.parse(process.argv[2]);
console.log(JSON.stringify(sums.map(([amount, currency]) => [money({ amount, currency }), digitsOf(currency)])));
await vite.close();
