import type { Run } from "./run";

const KEY = "tokentill-chats";
/** No reply takes longer: after that it is stored, or there is none. */
const LONGEST_MS = 10 * 60_000;

/** What it takes to ask for a reply again. */
type Kept = Pick<Run, "key" | "question" | "conversationId" | "opens">;

interface Store {
  userId: string;
  replies: { begunAt: number; kept: Kept }[];
}

/** Whose replies this page reads. */
let reader: string | undefined;

/**
 * The replies that this tab was reading for this user when it was reloaded. The server stores a message with its reply, so until then
 * nobody else has it. What another user left is dropped.
 */
export function keptFor(userId: string | undefined): Kept[] {
  reader = userId;
  const { replies } = read();
  write(replies);
  return replies.map(({ kept }) => kept);
}

/** Until `unkeep`, as long as the tab is open. */
export function keep({ key, question, conversationId, opens }: Run): void {
  const { replies } = read();
  const begunAt = replies.find(({ kept }) => kept.key === key)?.begunAt ?? Date.now();
  write([...replies.filter(({ kept }) => kept.key !== key), { begunAt, kept: { key, question, conversationId, opens } }]);
}

export function unkeep(key: string): void {
  write(read().replies.filter(({ kept }) => kept.key !== key));
}

function read(): Store {
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Store | null;
  const replies = stored !== null && stored.userId === reader ? stored.replies : [];
  return { userId: reader ?? "", replies: replies.filter(({ begunAt }) => Date.now() - begunAt < LONGEST_MS) };
}

function write(replies: Store["replies"]): void {
  if (replies.length === 0 || reader === undefined) return sessionStorage.removeItem(KEY);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ userId: reader, replies } satisfies Store));
  } catch {
    // There is no more room: a reload will not read on, and nothing else is lost.
  }
}
