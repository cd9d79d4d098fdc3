import type { ChatInput, ChatMessagePartsFragment, RegenerateReplyInput } from "@/gql/chat/graphql";

/** What is asked of a model: a message, or another reply. Its key is not part of it, since a second try may have another. */
export type Question =
  | { kind: "message"; input: Omit<ChatInput, "idempotencyKey"> }
  | { kind: "again"; input: Omit<RegenerateReplyInput, "idempotencyKey"> };

export type Message = ChatMessagePartsFragment;

/** Why there is no reply. */
export interface Refusal {
  code: string;
  message: string;
  errorId?: string;
  /** Of an image that cannot be sent: its place among those of the message. */
  imageIndex?: number;
  /** Whether a second try has the same key: what has taken effect is not done, and not charged, twice then. */
  sameKey: boolean;
}

/** The connection is lost, or too much was asked for: it goes on by itself. */
export interface Wait {
  code: string;
  message: string;
  /** Unix milliseconds of the next try. */
  until: number;
}

/** One reply while it is written, and until the list of messages has it. Never changed: another state is another object. */
export interface Run {
  /** Its idempotency key. */
  readonly key: string;
  readonly question: Question;
  /** Null as long as a new conversation has no text, since it is not stored before. */
  readonly conversationId: string | null;
  /** Whether it began its conversation. */
  readonly opens: boolean;
  readonly state: "writing" | "refused" | "done";
  readonly stopping: boolean;
  readonly text: string;
  /** How many of the oldest messages did not fit into the model's window. */
  readonly messagesLeftOut: number;
  /** How many images of earlier messages could not be sent. */
  readonly imagesLeftOut: number;
  readonly wait: Wait | null;
  readonly refusal: Refusal | null;
  /** Once it is done. */
  readonly reply: Message | null;
}

export function newRun(key: string, question: Question, conversationId: string | null): Run {
  return {
    key,
    question,
    conversationId,
    opens: conversationId === null,
    state: "writing",
    stopping: false,
    text: "",
    messagesLeftOut: 0,
    imagesLeftOut: 0,
    wait: null,
    refusal: null,
    reply: null,
  };
}
