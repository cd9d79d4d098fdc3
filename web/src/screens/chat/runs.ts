import { useSyncExternalStore } from "react";
import type { Run } from "./run";

/** By key. They outlive the screen: whoever leaves it and comes back finds the reply further on. */
const runs = new Map<string, Run>();
const listeners = new Set<() => void>();
/** Text that the next frame shows: a reply comes in more pieces than a screen can show. */
const texts = new Map<string, string>();
let frame = 0;

/** The reply that is being written in a conversation; null stands for the new one. */
export function useRun(conversationId: string | null): Run | null {
  return useSyncExternalStore(listen, () => runIn(conversationId));
}

export function runIn(conversationId: string | null): Run | null {
  return [...runs.values()].findLast((run) => run.conversationId === conversationId) ?? null;
}

export function allRuns(): Run[] {
  return [...runs.values()];
}

export function putRun(run: Run): void {
  runs.set(run.key, run);
  tell();
}

export function removeRun(key: string): void {
  runs.delete(key);
  texts.delete(key);
  tell();
}

/** Nothing happens to a run that was removed. */
export function changeRun(key: string, change: Partial<Run>): void {
  const run = runs.get(key);
  if (run) putRun({ ...run, text: texts.get(key) ?? run.text, ...change });
}

/** Show this text with the next frame. */
export function showText(key: string, text: string): void {
  texts.set(key, text);
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    const due = [...texts];
    texts.clear();
    for (const [each, newest] of due) changeRun(each, { text: newest });
  });
}

function tell(): void {
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
