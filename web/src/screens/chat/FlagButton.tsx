import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconFlag, IconFlagFilled } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { useSession } from "@/app/session";
import { FlagChatMessageDocument, type FlagCategory } from "@/gql/chat/graphql";
import { Outcome } from "@/ui/Outcome";
import { Action } from "./Action";

const REASON_CHARACTERS = 500;
const CATEGORIES: FlagCategory[] = ["ABUSE", "HATE", "SEXUAL", "VIOLENCE", "SELF_HARM", "PRIVACY", "SPAM", "WRONG", "OTHER"];

/** Tells the operator that a message is not as it should be. Guests cannot. */
export function FlagButton({ messageId }: { messageId: string }) {
  const { t } = useTranslation("chat");
  const { isGuest, has } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const [isFlagged, setIsFlagged] = useState(false);
  if (isGuest || !has("MODERATION")) return null;
  const done = () => {
    close();
    setIsFlagged(true);
    notifications.show({ message: t("flag.done") });
  };
  return (
    <>
      <Action
        label={t(isFlagged ? "flag.flagged" : "flag.open")}
        icon={isFlagged ? <IconFlagFilled size={16} /> : <IconFlag size={16} />}
        disabled={isFlagged}
        onClick={open}
      />
      <Modal opened={opened} onClose={close} title={t("flag.open")}>
        <FlagForm messageId={messageId} onDone={done} onCancel={close} />
      </Modal>
    </>
  );
}

function FlagForm({ messageId, onDone, onCancel }: { messageId: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation(["chat", "app"]);
  const [category, setCategory] = useState<FlagCategory | null>(null);
  const [reason, setReason] = useState("");
  const action = useAction(FlagChatMessageDocument, (result) => result.flagMessage);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (category && (await action.run({ message: messageId, category, reason: reason.trim() }))) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text size="sm">{t("flag.what")}</Text>
        <Select
          label={t("flag.category")}
          data={CATEGORIES.map((value) => ({ value, label: t(`flag.categories.${value}`) }))}
          value={category}
          onChange={(value) => setCategory(value as FlagCategory)}
          required
          allowDeselect={false}
          data-autofocus
        />
        <Textarea
          label={t("flag.reason")}
          required
          maxLength={REASON_CHARACTERS}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Outcome action={action} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={action.busy}>
            {t("flag.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
