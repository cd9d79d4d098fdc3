// What a WebSocket is opened with.

import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore, TokentillClient, tokenSession } from "../../../codegen/typescript/src/index.ts";
import { BalanceChangedDocument } from "../../../codegen/typescript/src/generated/graphql.ts";

interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

/** A class of sockets whose server tells a balance to whoever subscribes; `inits` is what each began with, `asked` all that was subscribed to. */
function sockets() {
  const inits: unknown[] = [];
  const asked: unknown[] = [];
  class Socket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readyState = 1;
    protocol = "graphql-transport-ws";
    onopen?: () => void;
    onmessage?: (event: { data: string }) => void;
    onclose?: (event: object) => void;

    constructor() {
      super();
      queueMicrotask(() => this.onopen?.());
    }

    send(text: string): void {
      const { id, type, payload } = JSON.parse(text) as Message;
      if (type === "connection_init") {
        inits.push(payload);
        this.#tell({ type: "connection_ack" });
      } else if (type === "subscribe") {
        asked.push(payload);
        this.#tell({ id: id!, type: "next", payload: { data: { balanceChanged: { available: "1", held: "0" } } } });
      }
    }

    close(code: number, reason: string): void {
      this.readyState = Socket.CLOSED;
      this.onclose?.({ code, reason, wasClean: true });
    }

    #tell(message: Message): void {
      queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
    }
  }
  return { inits, asked, Socket: Socket as unknown as typeof WebSocket };
}

test("it tells who calls and in which language, and another language takes another socket", async () => {
  const { inits, Socket } = sockets();
  let spoken = "en";
  const client = new TokentillClient({
    url: "http://server.test/graphql", session: tokenSession(memoryStore({ accessToken: "mine" })),
    language: () => spoken, subscriptions: "websocket", webSocket: Socket,
  });
  const open = [];
  for (const language of ["en", "en", "zh"]) {
    spoken = language;
    const events = client.subscribe(BalanceChangedDocument);
    assert.equal((await events.next()).value?.balanceChanged.available, "1");
    open.push(events);
  }
  client.close();
  await Promise.all(open.map((events) => events.return()));
  assert.deepEqual(inits, [
    { "Accept-Language": "en", Authorization: "Bearer mine" }, { "Accept-Language": "zh", Authorization: "Bearer mine" },
  ]);
});

test("a subscription is named by its id where that is asked for", async () => {
  const { asked, Socket } = sockets();
  const client = new TokentillClient({
    url: "http://server.test/graphql", session: tokenSession(), persisted: true, subscriptions: "websocket", webSocket: Socket,
  });
  const events = client.subscribe(BalanceChangedDocument);
  assert.equal((await events.next()).value?.balanceChanged.available, "1");
  client.close();
  await events.return();
  assert.deepEqual(asked, [{ query: "", documentId: BalanceChangedDocument.__meta__!.hash, variables: {} }]);
});
