import "./workers.js";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import "graphiql/style.css";
import "./page.css";
import { Bar } from "./bar.jsx";
import { fetcher } from "./fetcher.js";
import { operations } from "./operations.js";

const first = operations.find(({ name }) => name === "Balance");

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={first?.text}
    defaultEditorToolsVisibility="variables"
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo> </GraphiQL.Logo>
    <Bar />
  </GraphiQL>,
);
