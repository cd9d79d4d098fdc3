import { ActionIcon, Button, Center, Text } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/ui/Loading";
import classes from "./chat.module.css";
import { PersonMessage, ReplyMessage } from "./Messages";
import { forget } from "./reading";
import type { Message, Run } from "./run";
import { RunView } from "./RunView";
import { useEndInSight } from "./useEndInSight";

interface Props {
  conversationId: string | null;
  /** Those that were asked for, the oldest first. */
  messages: Message[];
  run: Run | null;
  isLoading: boolean;
  /** Of `useAskPages`. */
  older: { hasNextPage: boolean; isFetchingNextPage: boolean; more: () => unknown };
  mayWrite: boolean;
  onAskAgain: (replyId: string) => void;
  onEdit: (message: Message) => void;
  onRetry: (run: Run) => void;
  onTakeBack: (run: Run) => void;
}

/**
 * The messages, and the reply that is being written. Only the newest page is asked for; earlier ones come when one scrolls up to them. Those
 * out of sight stay in the page, so that they can be searched and read aloud, but are not laid out or painted (`content-visibility`).
 */
export function MessageList({ conversationId, messages, run, isLoading, older, mayWrite, onAskAgain, onEdit, onRetry, onTakeBack }: Props) {
  const { t } = useTranslation("chat");
  const scroller = useRef<HTMLDivElement>(null);
  const [content, isFar] = useEndInSight(scroller, conversationId, run?.key);
  const isStored = run?.reply != null && messages.some(({ id }) => id === run.reply?.id);
  useEffect(() => {
    if (run && isStored) forget(run);
  }, [run, isStored]);
  const toEnd = () => {
    scroller.current!.scrollTop = scroller.current!.scrollHeight;
    scroller.current!.focus(); // the button is gone then
  };
  const open = isStored ? null : run;
  const shown = open ? before(messages, open) : messages;
  const actions = { mayWrite: mayWrite && run?.state !== "writing", onAskAgain, onEdit };
  return (
    <div className={classes.shown}>
      <div ref={scroller} className={classes.scroller} role="region" aria-label={t("messages")} tabIndex={0}>
        <div ref={content} className={classes.messages}>
          {older.hasNextPage && <OlderMessages scroller={scroller} older={older} />}
          {isLoading && !open && <Loading lines={6} />}
          {!isLoading && !open && shown.length === 0 && <Welcome />}
          {shown.map((message) =>
            message.role === "USER" ? (
              <PersonMessage key={message.id} message={message} {...actions} />
            ) : (
              <ReplyMessage key={message.id} message={message} {...actions} />
            ),
          )}
          {open && <RunView run={open} onRetry={onRetry} onTakeBack={onTakeBack} />}
        </div>
      </div>
      {isFar && (
        <ActionIcon
          className={classes.toEnd}
          variant="default"
          radius="xl"
          size="lg"
          aria-label={t("toEnd")}
          onClick={toEnd}
        >
          <IconArrowDown size={18} />
        </ActionIcon>
      )}
    </div>
  );
}

/** The messages that the reply is to, without those in whose place it and its question stand. */
function before(messages: Message[], { question }: Run): Message[] {
  const replaced = question.kind === "again" ? question.input.replyId : question.input.editsId;
  const at = messages.findIndex(({ id }) => id === replaced);
  return at < 0 ? messages : messages.slice(0, at);
}

function Welcome() {
  const { t } = useTranslation("chat");
  return (
    <Center mih="40vh">
      <Text c="dimmed" ta="center">
        {t("welcome")}
      </Text>
    </Center>
  );
}

function OlderMessages({ scroller, older }: Pick<Props, "older"> & { scroller: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation("chat");
  const button = useRef<HTMLButtonElement>(null);
  const [isNear, setIsNear] = useState(false);
  const ask = useEffectEvent(() => {
    // At the very top browsers keep nothing in its place when something is put above it.
    if (scroller.current?.scrollTop === 0) scroller.current.scrollTop = 1;
    void older.more();
  });
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => setIsNear(entry?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: "300px 0px 0px",
    });
    watcher.observe(button.current!);
    return () => watcher.disconnect();
  }, [scroller]);
  useEffect(() => {
    if (isNear && !older.isFetchingNextPage) ask();
  }, [isNear, older.isFetchingNextPage]);
  return (
    <Center className={classes.older}>
      <Button ref={button} variant="subtle" size="xs" loading={older.isFetchingNextPage} onClick={() => void older.more()}>
        {t("older")}
      </Button>
    </Center>
  );
}
