import { ActionIcon, Button, Group, Menu, Text, Title } from "@mantine/core";
import { IconDots, IconEdit, IconList, IconLogout, IconPencil, IconTrash, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import type { ConversationPartsFragment } from "@/gql/chat/graphql";
import { DeleteDialog } from "./DeleteDialog";
import { RenameDialog } from "./RenameDialog";
import { LeaveDialog } from "./sharing/LeaveDialog";
import { ShareDialog } from "./sharing/ShareDialog";
import { useMayShare, useShares } from "./sharing/useShares";

interface Props {
  /** Null: it is new, or not known yet. */
  conversation: ConversationPartsFragment | null;
  openList: () => void;
}

type Dialog = "rename" | "delete" | "share" | "leave";

/** The title, whose it is, and what can be done with all of it. */
export function ConversationHeader({ conversation, openList }: Props) {
  const { t } = useTranslation("chat");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const isOwn = conversation?.access === "OWN";
  const shares = useShares(conversation);
  return (
    <Group wrap="nowrap" gap="xs" pb="xs">
      <ActionIcon variant="subtle" hiddenFrom="md" onClick={openList} aria-haspopup="dialog" aria-label={t("conversations")}>
        <IconList size={18} />
      </ActionIcon>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Title order={1} size="h4" id="conversation-title" lineClamp={1}>
          {conversation ? conversation.title || t("untitled") : t("newChat")}
        </Title>
        {conversation && !isOwn && (
          <Text size="xs" c="dimmed" truncate>
            {t("share.by", { name: conversation.owner.name ?? t("somebody") })}
          </Text>
        )}
      </div>
      {conversation && conversation.totalCost !== "0" && (
        <Text size="sm" c="dimmed" className="numbers" visibleFrom="xs" style={{ whiteSpace: "nowrap" }}>
          {t("cost", { tokens: tokens(conversation.totalCost) })}
        </Text>
      )}
      {shares.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconUsers size={16} />}
          onClick={() => setDialog("share")}
          aria-label={t("share.shared", { count: shares.length })}
        >
          {shares.length}
        </Button>
      )}
      <ActionIcon component={Link} href="/chat" variant="subtle" hiddenFrom="md" aria-label={t("newChat")}>
        <IconEdit size={18} />
      </ActionIcon>
      {conversation && <Actions isOwn={isOwn} onChoose={setDialog} />}
      {conversation && dialog === "rename" && <RenameDialog conversation={conversation} onClose={close} />}
      {conversation && dialog === "delete" && <DeleteDialog conversation={conversation} onClose={close} />}
      {conversation && dialog === "share" && <ShareDialog conversation={conversation} shares={shares} onClose={close} />}
      {conversation && dialog === "leave" && <LeaveDialog conversation={conversation} onClose={close} />}
    </Group>
  );
}

/** What its owner may do, and what those with whom it is shared may. */
function Actions({ isOwn, onChoose }: { isOwn: boolean; onChoose: (dialog: Dialog) => void }) {
  const { t } = useTranslation("chat");
  const mayShare = useMayShare();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t("actions")}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isOwn && mayShare && (
          <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => onChoose("share")}>
            {t("share.open")}
          </Menu.Item>
        )}
        {isOwn && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onChoose("rename")}>
              {t("rename")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => onChoose("delete")}>
              {t("delete")}
            </Menu.Item>
          </>
        )}
        {!isOwn && (
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => onChoose("leave")}>
            {t("share.leave")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
