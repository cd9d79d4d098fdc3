import { useSyncExternalStore } from "react";
import type { AttachmentInput } from "@/gql/chat/graphql";

/** What is about to be sent. */
export interface Draft {
  text: string;
  images: AttachmentInput[];
  /** The message that it is sent instead of; null for another one. */
  editsId: string | null;
}

export const NOTHING: Draft = { text: "", images: [], editsId: null };

/** By conversation ("" for the new one), as long as the page is open. */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

export function useDraft(conversationId: string | null): Draft {
  return useSyncExternalStore(listen, () => draftIn(conversationId));
}

/** What is not named stays. */
export function setDraft(conversationId: string | null, change: Partial<Draft>): void {
  drafts.set(conversationId ?? "", { ...draftIn(conversationId), ...change });
  tell();
}

/** The new conversation is one of the list now; what was typed meanwhile is for it. */
export function moveDraft(conversationId: string): void {
  setDraft(conversationId, draftIn(null));
  setDraft(null, NOTHING);
}

export function clearDrafts(): void {
  drafts.clear();
  tell();
}

function draftIn(conversationId: string | null): Draft {
  return drafts.get(conversationId ?? "") ?? NOTHING;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
