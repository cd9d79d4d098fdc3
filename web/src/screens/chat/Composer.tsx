import { ActionIcon, Button, Group, Paper, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowUp, IconPlayerStopFilled } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { RequestError } from "tokentill-client";
import { tokens } from "@/app/formats";
import { useSession } from "@/app/session";
import { setDraft, useDraft } from "./drafts";
import { EstimateLine } from "./EstimateLine";
import { ModelPicker } from "./ModelPicker";
import { stop } from "./reading";
import type { Message, Question, Run } from "./run";

interface Props {
  conversationId: string | null;
  run: Run | null;
  model: string | null;
  onModel: (id: string) => void;
  /** The message that the next one is sent instead of. */
  editing: Message | null;
  onStopEditing: () => void;
  onAsk: (question: Question) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** The box for the next message: which model it is for, how long it is, and what it can cost. */
export function Composer({ conversationId, run, model, onModel, editing, onStopEditing, onAsk, box }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const { messageMaximumCharacters: most } = useSession().settings;
  const text = useDraft(conversationId);
  const characters = [...text].length; // code points, as the server counts
  const isTooLong = characters > most;
  const isWriting = run?.state === "writing";
  const mayEnter = window.matchMedia("(hover: hover)").matches; // no keyboard is put over a phone's screen unasked
  const input = {
    message: text.trim(),
    ...(conversationId === null ? {} : { conversationId }),
    ...(model === null ? {} : { modelId: model }),
  };

  const send = () => {
    if (input.message === "" || isTooLong || isWriting) return;
    onAsk({ kind: "message", input: { ...input, ...(editing ? { editsId: editing.id } : {}) } });
    setDraft(conversationId, "");
  };
  const enter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While Chinese, for instance, is being put together, Enter chooses a word; Safari tells so by this key code alone.
    const composes = event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
    if (event.key === "Escape" && editing) onStopEditing();
    if (event.key !== "Enter" || event.shiftKey || composes) return;
    event.preventDefault();
    send();
  };
  const halt = (writing: Run) => {
    box.current?.focus();
    stop(writing).catch((error: unknown) => {
      const known = error instanceof RequestError && error.code !== "NETWORK";
      notifications.show({ color: "red", message: known ? error.message : t("app:failure.network") });
    });
  };

  return (
    <Paper withBorder p="xs" component="form" onSubmit={(event) => (event.preventDefault(), send())}>
      {editing && (
        <Group justify="space-between" px={4} pb={4}>
          <Text size="sm" c="dimmed">
            {t("editing")}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={onStopEditing}>
            {t("app:cancel")}
          </Button>
        </Group>
      )}
      <Textarea
        ref={box}
        variant="unstyled"
        px={4}
        autosize
        minRows={1}
        maxRows={8}
        autoFocus={mayEnter}
        enterKeyHint="send"
        aria-label={t("message")}
        placeholder={t("message")}
        aria-describedby="characters estimate"
        error={isTooLong}
        value={text}
        onChange={(event) => setDraft(conversationId, event.currentTarget.value)}
        onKeyDown={enter}
      />
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <ModelPicker value={model} onChange={onModel} conversationId={conversationId} />
        <Group gap="xs" wrap="nowrap">
          <Text id="characters" size="xs" c={isTooLong ? "red" : "dimmed"} className="numbers" role={isTooLong ? "alert" : undefined}>
            {characters > 0 && t("characters", { count: characters, now: tokens(String(characters)), most: tokens(String(most)) })}
          </Text>
          {isWriting ? (
            <ActionIcon size="lg" radius="xl" color="gray" loading={run.stopping} onClick={() => halt(run)} aria-label={t("stop")}>
              <IconPlayerStopFilled size={18} />
            </ActionIcon>
          ) : (
            <ActionIcon type="submit" size="lg" radius="xl" disabled={input.message === "" || isTooLong} aria-label={t("send")}>
              <IconArrowUp size={18} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      <EstimateLine input={input} conversationId={conversationId} skip={isTooLong} />
    </Paper>
  );
}
