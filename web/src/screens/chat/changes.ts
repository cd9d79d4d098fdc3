import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useWatch } from "@/app/watch";
import { ChatChangesDocument, type ConversationChangeKind } from "@/gql/chat/graphql";
import { askAllAgain, askMessagesAgain, askSharesAgain, isKnown, putConversation, removeConversation } from "./cache";
import { runIn } from "./runs";

const OTHER_MESSAGES: ConversationChangeKind[] = ["BRANCH_SHOWN", "MESSAGE_REMOVED", "CREATED"];
const OTHER_SHARES: ConversationChangeKind[] = ["SHARED", "ACCESS_CHANGED", "UNSHARED"];

/** Keeps list and messages as they are at the server, whoever changes them: another tab, another person, an admin. */
export function useChanges(shownId: string | null): void {
  const { t } = useTranslation("chat");
  const [, navigate] = useLocation();
  useWatch(ChatChangesDocument, ({ conversationChanged }) => {
    const { kind, conversationId: id, conversation, message } = conversationChanged;
    if (kind === "READ_AGAIN") return askAllAgain();
    if (!id) return;
    if (conversation) putConversation(conversation);
    if (OTHER_SHARES.includes(kind)) askSharesAgain(id);
    if (kind === "DELETED" || (kind === "UNSHARED" && !conversation)) {
      removeConversation(id);
      if (id !== shownId) return;
      notifications.show({ message: t("gone") });
      navigate("/chat", { replace: true });
    } else if (OTHER_MESSAGES.includes(kind) || (message && !isKnown(id, message.id))) {
      if (runIn(id)?.state !== "writing") void askMessagesAgain(id); // a reply of this tab's asks at its end
    }
  });
}
