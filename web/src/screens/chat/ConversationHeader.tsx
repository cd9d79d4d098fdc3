import { ActionIcon, Group, Menu, Text, Title } from "@mantine/core";
import { IconDots, IconEdit, IconList, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { tokens } from "@/app/formats";
import type { ConversationPartsFragment } from "@/gql/chat/graphql";
import { DeleteDialog } from "./DeleteDialog";
import { RenameDialog } from "./RenameDialog";

interface Props {
  /** Null: it is new, or not known yet. */
  conversation: ConversationPartsFragment | null;
  openList: () => void;
}

/** The title, and what can be done with all of it. */
export function ConversationHeader({ conversation, openList }: Props) {
  const { t } = useTranslation("chat");
  const [dialog, setDialog] = useState<"rename" | "delete" | null>(null);
  const close = () => setDialog(null);
  return (
    <Group wrap="nowrap" gap="xs" pb="xs">
      <ActionIcon variant="subtle" hiddenFrom="md" onClick={openList} aria-label={t("conversations")}>
        <IconList size={18} />
      </ActionIcon>
      <Title order={1} size="h4" id="conversation-title" lineClamp={1} flex={1} miw={0}>
        {conversation ? conversation.title || t("untitled") : t("newChat")}
      </Title>
      {conversation && conversation.totalCost !== "0" && (
        <Text size="sm" c="dimmed" className="numbers" visibleFrom="xs" style={{ whiteSpace: "nowrap" }}>
          {t("cost", { tokens: tokens(conversation.totalCost) })}
        </Text>
      )}
      <ActionIcon component={Link} href="/chat" variant="subtle" hiddenFrom="md" aria-label={t("newChat")}>
        <IconEdit size={18} />
      </ActionIcon>
      {conversation?.access === "OWN" && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t("actions")}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog("rename")}>
              {t("rename")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setDialog("delete")}>
              {t("delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {conversation && dialog === "rename" && <RenameDialog conversation={conversation} onClose={close} />}
      {conversation && dialog === "delete" && <DeleteDialog conversation={conversation} onClose={close} />}
    </Group>
  );
}
