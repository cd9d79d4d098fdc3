import { Text } from "@mantine/core";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { INDEPENDENT, useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/chat/fragment-masking";
import { ChatMessagePartsFragmentDoc, ChatMessagesDocument, ConversationPartsFragmentDoc } from "@/gql/chat/graphql";
import { Failure } from "@/ui/Failure";
import { useTabTitle } from "@/ui/Page";
import { Announcement } from "./Announcement";
import classes from "./chat.module.css";
import { Composer } from "./Composer";
import { ConversationHeader } from "./ConversationHeader";
import { setDraft } from "./drafts";
import { MessageList } from "./MessageList";
import { useChosenModel } from "./models";
import { begin, forget, tryAgain } from "./reading";
import type { Message, Question, Run } from "./run";
import { useRun } from "./runs";

const PAGE = 40;

/** One conversation: its title, its messages, and the box for the next one. Null is the new one. */
export function Conversation({ id, openList }: { id: string | null; openList: () => void }) {
  const { t } = useTranslation("chat");
  const run = useRun(id);
  const isStored = id !== null && !(run?.opens && run.state === "writing");
  const pages = useAskPages(ChatMessagesDocument, { conversation: id ?? "", first: PAGE }, (result) => result.messages, {
    enabled: isStored,
    meta: INDEPENDENT,
  });
  const isThis = isStored && !pages.isPlaceholderData; // not what another conversation left
  const messages = isThis ? pages.nodes.map((node) => readFragment(ChatMessagePartsFragmentDoc, node)).reverse() : [];
  const conversation = isThis && pages.first ? readFragment(ConversationPartsFragmentDoc, pages.first.conversation) : null;
  const [model, chooseModel] = useChosenModel(id, messages.findLast(({ role }) => role === "ASSISTANT")?.modelId);
  const [editing, setEditing] = useState<Message | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useTabTitle(conversation?.title || t("newChat"));

  const ask = (question: Question) => {
    setEditing(null);
    begin(question, id);
    box.current?.focus();
  };
  const askAgain = useCallback(
    (replyId: string) => begin({ kind: "again", input: { replyId, ...(model ? { modelId: model } : {}) } }, id),
    [id, model],
  );
  const edit = useCallback(
    (message: Message | null) => {
      setEditing(message);
      setDraft(id, message?.content ?? "");
      box.current?.focus();
    },
    [id],
  );
  const retry = (refused: Run) => {
    const { question } = refused;
    const input = { ...question.input, ...(model ? { modelId: model } : {}) };
    tryAgain(refused, { ...question, input } as Question);
    box.current?.focus();
  };
  const takeBack = (refused: Run) => {
    if (refused.question.kind === "message") setDraft(id, refused.question.input.message);
    forget(refused);
    box.current?.focus();
  };

  return (
    <section className={classes.conversation} aria-labelledby="conversation-title">
      <ConversationHeader conversation={conversation} openList={openList} />
      {isStored && pages.error && !pages.data ? (
        <Failure error={pages.error} retry={() => void pages.refetch()} />
      ) : (
        <MessageList
          conversationId={id}
          messages={messages}
          run={run}
          isLoading={isStored && !isThis}
          older={pages}
          mayWrite={conversation?.access !== "READ"}
          onAskAgain={askAgain}
          onEdit={edit}
          onRetry={retry}
          onTakeBack={takeBack}
        />
      )}
      {conversation?.access === "READ" ? (
        <Text size="sm" c="dimmed" ta="center" p="sm">
          {t("readOnly")}
        </Text>
      ) : (
        <Composer
          conversationId={id}
          run={run}
          model={model}
          onModel={chooseModel}
          editing={editing}
          onStopEditing={() => edit(null)}
          onAsk={ask}
          box={box}
        />
      )}
      <Announcement run={run} />
    </section>
  );
}
