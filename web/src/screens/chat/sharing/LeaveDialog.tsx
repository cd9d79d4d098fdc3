import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAction } from "@/app/action";
import type { ConversationPartsFragment } from "@/gql/chat/graphql";
import { LeaveChatDocument } from "@/gql/chatSharing/graphql";
import { Outcome } from "@/ui/Outcome";
import { removeConversation } from "../cache";

interface Props {
  conversation: ConversationPartsFragment;
  onClose: () => void;
}

/** Gives up one's own access to what somebody else has shared. */
export function LeaveDialog({ conversation: { id, title }, onClose }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const [, navigate] = useLocation();
  const action = useAction(LeaveChatDocument, (result) => result.leaveConversation);
  const leave = async () => {
    if (!(await action.run({ conversation: id }))) return;
    removeConversation(id);
    navigate("/chat", { replace: true });
  };
  return (
    <Modal opened onClose={onClose} title={t("share.leave")}>
      <Stack>
        <Text size="sm">{t("share.leaveQuestion", { title: title || t("untitled") })}</Text>
        <Outcome action={action} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("app:cancel")}
          </Button>
          <Button color="red" loading={action.busy} onClick={() => void leave()}>
            {t("share.leave")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
