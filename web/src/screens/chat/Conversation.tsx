import { Text } from "@mantine/core";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
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
import { usePayer } from "./payers";
import { begin, forget, tryAgain } from "./reading";
import type { Message, Question, Run } from "./run";
import { useRun } from "./runs";

const PAGE = 40;

/** One conversation: its title, its messages, and the box for the next one. Null is the new one. */
export function Conversation({ id, openList }: { id: string | null; openList: () => void }) {
  const { t } = useTranslation("chat");
  const run = useRun(id);
  const isStored = id !== null && !(run?.opens && run.state !== "done");
  const pages = useAskPages(ChatMessagesDocument, { conversation: id ?? "", first: PAGE }, (result) => result.messages, {
    enabled: isStored,
    meta: INDEPENDENT,
  });
  const isThis = isStored && !pages.isPlaceholderData; // not what another conversation left
  const messages = isThis ? pages.nodes.map((node) => readFragment(ChatMessagePartsFragmentDoc, node)).reverse() : [];
  const conversation = isThis && pages.first ? readFragment(ConversationPartsFragmentDoc, pages.first.conversation) : null;
  const [model, chooseModel] = useChosenModel(id, messages.findLast(({ role }) => role === "ASSISTANT")?.modelId);
  const { teams, payer } = usePayer();
  const [, navigate] = useLocation();
  const box = useRef<HTMLTextAreaElement>(null);
  useTabTitle(conversation?.title || t("newChat"));

  const ask = (question: Question) => {
    begin(question, id);
    box.current?.focus();
  };
  const teamId = payer?.id;
  const askAgain = useCallback((replyId: string) => begin({ kind: "again", input: { replyId, ...by(model, teamId) } }, id), [id, model, teamId]);
  const edit = useCallback(
    ({ id: editsId, content, attachments = [] }: Message) => {
      setDraft(id, { editsId, text: content, images: attachments.map(({ url, type, name }) => ({ url, type, name })) });
      box.current?.focus();
    },
    [id],
  );
  /** A conversation whose first reply failed is none: what comes next begins another one. */
  const leave = ({ opens }: Run) => opens && navigate("/chat", { replace: true });
  const retry = (refused: Run) => {
    const { question } = refused;
    const { modelId: _model, teamId: _team, ...asked } = question.input;
    tryAgain(refused, { ...question, input: { ...asked, ...by(model, teamId) } } as Question);
    if (!refused.refusal?.sameKey) leave(refused);
    box.current?.focus();
  };
  const takeBack = (refused: Run) => {
    const { question } = refused;
    if (question.kind === "message") {
      const { message, attachments, editsId } = question.input;
      setDraft(refused.opens ? null : id, { text: message, images: attachments ?? [], editsId: editsId ?? null });
    }
    forget(refused);
    leave(refused);
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
          teams={teams}
          payer={payer}
          onAsk={ask}
          box={box}
        />
      )}
      <Announcement run={run} />
    </section>
  );
}

/** The model that is asked, and the team that pays, where they are not the server's choice and oneself. */
function by(modelId: string | null, teamId: string | undefined) {
  return { ...(modelId ? { modelId } : {}), ...(teamId ? { teamId } : {}) };
}
