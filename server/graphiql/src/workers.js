// The editor's language workers are files of ours, beside this one.
const named = { json: "json.worker.js", graphql: "graphql.worker.js" };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`/graphiql/static/${named[label] ?? "editor.worker.js"}`),
};
