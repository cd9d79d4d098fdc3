import { useState } from "react";

/** By conversation ("" for the new one), as long as the page is open. */
const chosen = new Map<string, string>();
let lastChosen: string | null = null;

/**
 * The model of the next message: what was chosen in this conversation, or wrote its last reply, or was chosen last anywhere.
 * Null: the one that the server takes when none is named.
 */
export function useChosenModel(conversationId: string | null, lastUsed: string | null | undefined) {
  const [, setChanges] = useState(0);
  const model = chosen.get(conversationId ?? "") ?? lastUsed ?? lastChosen;
  const choose = (id: string) => {
    chosen.set(conversationId ?? "", id);
    lastChosen = id;
    setChanges((changes) => changes + 1);
  };
  return [model, choose] as const;
}
