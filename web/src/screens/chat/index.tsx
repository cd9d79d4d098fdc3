import { Box, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { useSession } from "@/app/session";
import { useChanges } from "./changes";
import classes from "./chat.module.css";
import { Conversation } from "./Conversation";
import { ConversationList } from "./ConversationList";
import { forgetOthers } from "./owner";

/** Conversations with models: the list, and the one of the address, or a new one. */
export default function ChatScreen() {
  const { t } = useTranslation("chat");
  const { id = null } = useParams<{ id?: string }>();
  const { user } = useSession();
  const [listOpened, list] = useDisclosure();
  useEffect(() => forgetOthers(user?.id), [user?.id]);
  useChanges(id);
  return (
    <div className={classes.screen}>
      <Box component="nav" visibleFrom="md" className={classes.list} aria-label={t("conversations")}>
        <ConversationList shownId={id} />
      </Box>
      <Drawer opened={listOpened} onClose={list.close} hiddenFrom="md" size="xs" title={t("conversations")}>
        <ConversationList shownId={id} onChoose={list.close} />
      </Drawer>
      <Conversation id={id} openList={list.open} />
    </div>
  );
}
