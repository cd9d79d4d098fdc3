import { Button, NavLink, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconEdit, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { relative } from "@/app/formats";
import { INDEPENDENT, useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/chat/fragment-masking";
import { ChatConversationsDocument, ConversationPartsFragmentDoc } from "@/gql/chat/graphql";
import { Asked } from "@/ui/Asked";
import { MoreButton } from "@/ui/MoreButton";
import classes from "./chat.module.css";

const PAGE = 30;
const SEARCH_CHARACTERS = 100;
const PAUSE_MS = 350;

interface Props {
  shownId: string | null;
  /** One was chosen, or a new one. */
  onChoose?: () => void;
}

/** The conversations, the last used first; a search looks into titles and messages. */
export function ConversationList({ shownId, onChoose }: Props) {
  const { t } = useTranslation("chat");
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search.trim(), PAUSE_MS);
  const pages = useAskPages(ChatConversationsDocument, { first: PAGE, search: asked || null }, (result) => result.conversations, {
    meta: INDEPENDENT,
  });
  const conversations = pages.nodes.map((node) => readFragment(ConversationPartsFragmentDoc, node));
  return (
    <Stack gap="sm" h="100%">
      <Button component={Link} href="/chat" variant="light" leftSection={<IconEdit size={16} />} onClick={onChoose}>
        {t("newChat")}
      </Button>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} />}
        maxLength={SEARCH_CHARACTERS}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea flex={1} mih={0} type="auto">
        <Asked query={pages}>
          {() => (
            <Stack gap={2}>
              {conversations.map(({ id, title, access, owner, lastMessageAt }) => (
                <NavLink
                  key={id}
                  component={Link}
                  href={`/chat/${id}`}
                  onClick={onChoose}
                  label={title || t("untitled")}
                  description={access === "OWN" ? relative(lastMessageAt) : t("ofOther", { name: owner.name ?? t("somebody"), when: relative(lastMessageAt) })}
                  active={id === shownId}
                  aria-current={id === shownId ? "page" : undefined}
                  noWrap
                  className="menu-entry"
                  classNames={{ description: classes.when }}
                />
              ))}
              {conversations.length === 0 && (
                <Text size="sm" c="dimmed" ta="center" py="md" role="status">
                  {t(asked ? "nothingFound" : "noConversations")}
                </Text>
              )}
              <MoreButton pages={pages} />
            </Stack>
          )}
        </Asked>
      </ScrollArea>
    </Stack>
  );
}
