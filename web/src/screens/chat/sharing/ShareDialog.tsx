import { Anchor, Button, Group, Modal, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import type { ConversationPartsFragment } from "@/gql/chat/graphql";
import { type ShareAccess, ShareChatDocument, type SharePartsFragment } from "@/gql/chatSharing/graphql";
import { CopyField } from "@/ui/CopyField";
import { Outcome } from "@/ui/Outcome";
import { linkOf } from "./invitation";
import { Shares } from "./Shares";

interface Props {
  conversation: ConversationPartsFragment;
  shares: SharePartsFragment[];
  onClose: () => void;
}

/** Who takes part, and a link for one person more. */
export function ShareDialog({ conversation, shares, onClose }: Props) {
  const { t } = useTranslation("chat");
  return (
    <Modal opened onClose={onClose} title={t("share.open")} size="lg">
      <Stack gap="lg">
        <Invite conversation={conversation} />
        {shares.length > 0 && (
          <section aria-labelledby="share-people">
            <Title order={3} size="h5" id="share-people" mb="xs">
              {t("share.people")}
            </Title>
            <Shares shares={shares} />
          </section>
        )}
      </Stack>
    </Modal>
  );
}

function Invite({ conversation: { id, title } }: Pick<Props, "conversation">) {
  const { t } = useTranslation("chat");
  const [access, setAccess] = useState<ShareAccess>("READ");
  const [link, setLink] = useState<string | null>(null);
  const action = useAction(ShareChatDocument, ({ shareConversation }) => {
    if (shareConversation.__typename === "ConversationShared") setLink(shareConversation.invitation ? linkOf(shareConversation.invitation) : null);
    return shareConversation;
  });
  const invite = () => {
    setLink(null);
    return action.run({ conversation: id, access, key: action.key({ id, access }) });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("share.how")}</Text>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t("share.access.label")}
          value={access}
          onChange={(value) => (setAccess(value as ShareAccess), setLink(null))}
          data={(["READ", "WRITE"] as const).map((value) => ({ value, label: t(`share.access.${value}`) }))}
        />
        <Button loading={action.busy} onClick={() => void invite()}>
          {t("share.invite")}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t(`share.means.${access}`)}
      </Text>
      <Outcome action={{ ...action, done: false }} />
      {link && (
        <div role="status">
          <CopyField label={t("share.link")} value={link} />
          <Group justify="space-between" mt={4}>
            <Text size="xs" c="dimmed">
              {t("share.once")}
            </Text>
            <Anchor size="sm" href={mailTo(t("share.mail.subject", { title }), t("share.mail.text", { title, link }))}>
              {t("share.mail.send")}
            </Anchor>
          </Group>
        </div>
      )}
    </Stack>
  );
}

function mailTo(subject: string, text: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}
