// Runs graphql-http's audit suite against a server: node audit.mjs http://127.0.0.1:8000/graphql
// Prints one line of JSON: [{ id, name, status, reason }].
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const lines = results.map(({ id, name, status, reason }) => ({ id, name, status, reason }));
console.log(JSON.stringify(lines));
