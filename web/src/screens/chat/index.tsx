import { Box, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { useSession } from "@/app/session";
import { useChanges } from "./changes";
import classes from "./chat.module.css";
import { Conversation } from "./Conversation";
import { ConversationList } from "./ConversationList";
import { showTo } from "./owner";

/** Conversations with models: the list, and the one of the address, or a new one. */
export default function ChatScreen() {
  const { t } = useTranslation("chat");
  const { id = null } = useParams<{ id?: string }>();
  const { user } = useSession();
  const [listOpened, list] = useDisclosure();
  const [reader, setReader] = useState<string>();
  useLayoutEffect(() => {
    showTo(user?.id);
    setReader(user?.id);
  }, [user?.id]);
  useChanges(id);
  return (
    <div className={classes.screen}>
      <Box component="nav" visibleFrom="md" className={classes.list} aria-label={t("conversations")}>
        <ConversationList shownId={id} />
      </Box>
      <Drawer opened={listOpened} onClose={list.close} hiddenFrom="md" size="xs" title={t("conversations")}>
        <ConversationList shownId={id} onChoose={list.close} />
      </Drawer>
      {reader === user?.id && <Conversation id={id} openList={list.open} />}
    </div>
  );
}
