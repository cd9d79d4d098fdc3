import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { useChange } from "@/app/queries";
import { type ConversationPartsFragment, RenameChatDocument } from "@/gql/chat/graphql";
import { Failure, Refused } from "@/ui/Failure";

const TITLE_CHARACTERS = 100;

interface Props {
  conversation: ConversationPartsFragment;
  onClose: () => void;
}

export function RenameDialog({ conversation, onClose }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const [title, setTitle] = useState(conversation.title);
  const rename = useChange(RenameChatDocument);
  const refusal = rename.data && isUserError(rename.data.renameConversation) ? rename.data.renameConversation : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { renameConversation } = await rename.mutateAsync({ conversation: conversation.id, title });
    if (!isUserError(renameConversation)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("rename")}>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Stack>
          <TextInput
            label={t("titleLabel")}
            value={title}
            maxLength={TITLE_CHARACTERS}
            onChange={(event) => setTitle(event.currentTarget.value)}
            data-autofocus
            required
          />
          {refusal && <Refused refusal={refusal} />}
          {rename.error && <Failure error={rename.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {t("app:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
