import { useSyncExternalStore } from "react";

/** What is typed and not sent, by conversation ("" for the new one), as long as the page is open. */
const drafts = new Map<string, string>();
const listeners = new Set<() => void>();

export function useDraft(conversationId: string | null): string {
  return useSyncExternalStore(listen, () => drafts.get(conversationId ?? "") ?? "");
}

export function setDraft(conversationId: string | null, text: string): void {
  if (text === "") drafts.delete(conversationId ?? "");
  else drafts.set(conversationId ?? "", text);
  tell();
}

/** The new conversation is one of the list now; what was typed meanwhile is for it. */
export function moveDraft(conversationId: string): void {
  const text = drafts.get("");
  if (text === undefined) return;
  setDraft(conversationId, text);
  setDraft(null, "");
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function clearDrafts(): void {
  drafts.clear();
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
