import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useWatch } from "@/app/watch";
import { ChatChangesDocument, type ConversationChangeKind } from "@/gql/chat/graphql";
import { askAllAgain, askMessagesAgain, isKnown, putConversation, removeConversation } from "./cache";
import { runIn } from "./runs";

/** What is told of more than the conversation itself: other messages stand in it, or it is shared with others. */
const ASK_AGAIN: ConversationChangeKind[] = ["BRANCH_SHOWN", "MESSAGE_REMOVED", "CREATED", "SHARED", "ACCESS_CHANGED", "UNSHARED"];

/** Keeps list and messages as they are at the server, whoever changes them: another tab, another person, an admin. */
export function useChanges(shownId: string | null): void {
  const { t } = useTranslation("chat");
  const [, navigate] = useLocation();
  useWatch(ChatChangesDocument, ({ conversationChanged }) => {
    const { kind, conversationId: id, conversation, message } = conversationChanged;
    if (kind === "READ_AGAIN") return askAllAgain();
    if (!id) return;
    if (conversation) putConversation(conversation);
    if (kind === "DELETED" || (kind === "UNSHARED" && !conversation)) {
      removeConversation(id);
      if (id !== shownId) return;
      notifications.show({ message: t("gone") });
      navigate("/chat", { replace: true });
    } else if (ASK_AGAIN.includes(kind) || (message && !isKnown(id, message.id))) {
      if (runIn(id)?.state !== "writing") void askMessagesAgain(id); // a reply of this tab's asks at its end
    }
  });
}
