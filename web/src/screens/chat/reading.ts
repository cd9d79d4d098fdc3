import { isUserError, RequestError, withDelta } from "tokentill-client";
import { navigate } from "wouter/use-browser-location";
import { client, newKey } from "@/app/api";
import { readFragment } from "@/gql/chat/fragment-masking";
import {
  ChatMessagePartsFragmentDoc,
  ChatReplyAgainDocument,
  ChatReplyDocument,
  ConversationPartsFragmentDoc,
  type ReplyEventFragment,
  ReplyEventFragmentDoc,
  StopChatDocument,
} from "@/gql/chat/graphql";
import { askMessagesAgain, putConversation } from "./cache";
import { moveDraft } from "./drafts";
import { keep, keptFor, unkeep } from "./kept";
import { newRun, type Question, type Run } from "./run";
import { allRuns, changeRun, putRun, removeRun, showText } from "./runs";

const endings = new Map<string, AbortController>();

/** Ask, under a new key. */
export function begin(question: Question, conversationId: string | null): void {
  void read(newRun(newKey(), question, conversationId));
}

/**
 * Ask again after a refusal. As long as nobody knows what became of the first try, the second is the same to the letter, under its key.
 * Otherwise it is a new one, and asks `question`, which may be for another model by now.
 */
export function tryAgain(run: Run, question: Question): void {
  if (run.refusal?.sameKey) return void read({ ...run, state: "writing", stopping: false, wait: null, refusal: null });
  removeRun(run.key);
  begin(question, run.opens ? null : run.conversationId);
}

/** Go on with what this tab was reading for this user when it was reloaded. */
export function readOn(userId: string | undefined): void {
  for (const { key, question, conversationId, opens } of keptFor(userId)) {
    void read({ ...newRun(key, question, conversationId), opens });
  }
}

/** Have the server stop it; what has come is kept and charged. */
export async function stop(run: Run): Promise<void> {
  changeRun(run.key, { stopping: true });
  try {
    const { cancelChat } = await client.execute(StopChatDocument, { key: run.key });
    // It has just ended, so that its last event is on the way; or it waits for a connection and never began.
    if (isUserError(cancelChat) && run.wait) forget(run);
  } catch (error) {
    changeRun(run.key, { stopping: false });
    throw error;
  }
}

/** The list of messages has it, or nobody wants it any more. */
export function forget(run: Run): void {
  endings.get(run.key)?.abort();
  unkeep(run.key);
  removeRun(run.key);
}

/** Somebody else is signed in. */
export function forgetAll(): void {
  allRuns().forEach(forget);
}

async function read(run: Run): Promise<void> {
  const { key } = run;
  const ending = new AbortController();
  endings.set(key, ending);
  putRun(run);
  keep(run);
  try {
    await take(run, eventsOf(run, ending.signal));
    unkeep(key);
  } catch (error) {
    const { code, message, errorId } = error instanceof RequestError ? error : { code: "UNKNOWN", message: "", errorId: undefined };
    if (code !== "NETWORK") unkeep(key); // without a connection nobody knows what became of it: a reload is one more try
    changeRun(key, { state: "refused", wait: null, refusal: { code, message, errorId, sameKey: true } });
  } finally {
    endings.delete(key);
  }
}

async function take(run: Run, events: AsyncIterable<ReplyEventFragment>): Promise<void> {
  const { key } = run;
  let place = run.conversationId;
  let text = "";
  const settleOnce = (id: string) => {
    if (run.conversationId === null && text === "") settle(run, id);
  };
  for await (const event of events) {
    switch (event.__typename) {
      case "ChatStarted":
        place = event.conversation.id;
        changeRun(key, { messagesLeftOut: event.messagesLeftOut, imagesLeftOut: event.attachmentsLeftOut ?? 0, wait: null });
        break;
      case "ChatDelta":
        if (place !== null) settleOnce(place);
        text = withDelta(text, event);
        showText(key, text);
        break;
      case "ChatCompleted": {
        const reply = readFragment(ChatMessagePartsFragmentDoc, event.reply);
        const { id } = readFragment(ConversationPartsFragmentDoc, event.conversation);
        settleOnce(id);
        changeRun(key, { state: "done", text: reply.content, reply, wait: null });
        putConversation(event.conversation);
        await askMessagesAgain(id);
        break;
      }
      default: {
        const { code, message, retryable } = event;
        const imageIndex = event.__typename === "AttachmentRefused" ? event.attachmentIndex : undefined;
        changeRun(key, { state: "refused", wait: null, refusal: { code, message, sameKey: retryable, imageIndex } });
      }
    }
  }
}

/** A new conversation is one now: it has text, so it will be stored. Whoever waits for it is led to its address. */
function settle(run: Run, conversationId: string): void {
  changeRun(run.key, { conversationId });
  keep({ ...run, conversationId });
  if (location.pathname !== "/chat") return;
  moveDraft(conversationId);
  navigate(`/chat/${conversationId}`, { replace: true });
}

/** The events of a reply, over as many connections as it takes: the client reads on where a lost one ended. */
async function* eventsOf({ question, key }: Run, signal: AbortSignal): AsyncGenerator<ReplyEventFragment> {
  const onPause = ({ code, message }: RequestError, seconds: number) =>
    changeRun(key, { wait: { code, message, until: Date.now() + seconds * 1000 } });
  const options = { signal, onPause };
  if (question.kind === "message") {
    const variables = { input: { ...question.input, idempotencyKey: key } };
    for await (const { chatStream } of client.subscribe(ChatReplyDocument, variables, options)) {
      yield readFragment(ReplyEventFragmentDoc, chatStream);
    }
  } else {
    const variables = { input: { ...question.input, idempotencyKey: key } };
    for await (const { regenerateReplyStream } of client.subscribe(ChatReplyAgainDocument, variables, options)) {
      yield readFragment(ReplyEventFragmentDoc, regenerateReplyStream);
    }
  }
}
