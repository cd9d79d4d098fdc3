import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useLocation } from "wouter";
import { useChange } from "@/app/queries";
import { type ConversationPartsFragment, DeleteChatDocument } from "@/gql/chat/graphql";
import { Failure, Refused } from "@/ui/Failure";
import { removeConversation } from "./cache";
import { forget } from "./reading";
import { runIn } from "./runs";

interface Props {
  conversation: ConversationPartsFragment;
  onClose: () => void;
}

export function DeleteDialog({ conversation: { id, title }, onClose }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const [, navigate] = useLocation();
  const remove = useChange(DeleteChatDocument);
  const refusal = remove.data && isUserError(remove.data.deleteConversation) ? remove.data.deleteConversation : null;
  const confirm = async () => {
    const { deleteConversation } = await remove.mutateAsync({ conversation: id });
    if (isUserError(deleteConversation)) return;
    const run = runIn(id);
    if (run) forget(run);
    removeConversation(id);
    navigate("/chat", { replace: true });
  };
  return (
    <Modal opened onClose={onClose} title={t("delete")}>
      <Stack>
        <Text size="sm">{t("deleteQuestion", { title: title || t("untitled") })}</Text>
        {refusal && <Refused refusal={refusal} />}
        {remove.error && <Failure error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("app:cancel")}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => void confirm().catch(() => undefined)}>
            {t("delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
