import "./app/mantineStyles";
import "@mantine/notifications/styles.css";
import "./app/app.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startLanguages } from "./app/languages";
import { styleNonce } from "./app/theme";

setNonce(styleNonce()); // dialogs keep the page behind them still by a style element of their own
await startLanguages();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
