// The bar above the editors: ready-made operations, and who is signed in.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

import { operations, variablesOf } from "./operations.js";
import * as sessions from "./session.js";

export function Bar() {
  return createPortal(
    <>
      <strong>Tokentill</strong>
      <Operations />
      <Viewer />
    </>,
    document.getElementById("bar"),
  );
}

function Operations() {
  const { addTab, setOperationName } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const open = ({ target }) => {
    const { name, text } = operations.find((operation) => operation.name === target.value);
    addTab();
    queryEditor.setValue(text);
    variableEditor.setValue(variablesOf(text));
    setOperationName(name); // the editor itself finds it out only after a pause
  };
  return (
    <select aria-label="Ready-made operations" value="" onChange={open} disabled={!queryEditor || !variableEditor}>
      <option value="" disabled>
        Open an operation…
      </option>
      {operations.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

function Viewer() {
  const session = useSyncExternalStore(sessions.subscribe, sessions.session);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const attempt = async (action) => {
    setBusy(true);
    setProblem("");
    await action().catch((error) => setProblem(error.message));
    setBusy(false);
  };
  const signIn = (event) => {
    event.preventDefault();
    const fields = new FormData(event.target);
    attempt(() => sessions.signIn(fields.get("email"), fields.get("password")));
  };

  if (session) {
    return (
      <div className="viewer">
        <span>
          {session.email} <small>{session.role.toLowerCase()}</small>
        </span>
        <button type="button" onClick={() => attempt(sessions.signOut)}>
          Sign out
        </button>
      </div>
    );
  }
  return (
    <form className="viewer" onSubmit={signIn}>
      <span role="alert">{problem}</span>
      <input name="email" type="email" placeholder="E-mail" aria-label="E-mail" autoComplete="username" required />
      <input
        name="password"
        type="password"
        placeholder="Password"
        aria-label="Password"
        autoComplete="current-password"
        required
      />
      <button type="submit" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
