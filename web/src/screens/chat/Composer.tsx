import { ActionIcon, Button, Group, Paper, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowUp, IconPlayerStopFilled } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestError } from "tokentill-client";
import { tokens } from "@/app/formats";
import { useSession } from "@/app/session";
import { NOTHING, setDraft, useDraft } from "./drafts";
import { EstimateLine } from "./EstimateLine";
import { AttachButton } from "./images/AttachButton";
import { ImageChips } from "./images/ImageChips";
import { ModelPicker } from "./ModelPicker";
import { PayerPicker } from "./PayerPicker";
import type { Team } from "./payers";
import { stop } from "./reading";
import type { Question, Run } from "./run";

interface Props {
  conversationId: string | null;
  run: Run | null;
  model: string | null;
  onModel: (id: string) => void;
  /** The caller's teams, and the one that pays; null for oneself. */
  teams: Team[];
  payer: Team | null;
  onAsk: (question: Question) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** The box for the next message: which model it is for, who pays, how long it is, and what it can cost. */
export function Composer({ conversationId, run, model, onModel, teams, payer, onAsk, box }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const { settings, has } = useSession();
  const most = settings.messageMaximumCharacters;
  const { text, images, editsId } = useDraft(conversationId);
  const [refusedImage, setRefusedImage] = useState<number | null>(null);
  const characters = [...text].length; // code points, as the server counts
  const isTooLong = characters > most;
  const isWriting = run?.state === "writing";
  const mayEnter = window.matchMedia("(hover: hover)").matches; // no keyboard is put over a phone's screen unasked
  const input = {
    message: text.trim(),
    ...(conversationId === null ? {} : { conversationId }),
    ...(model === null ? {} : { modelId: model }),
    ...(payer === null ? {} : { teamId: payer.id }),
    // Unnamed, an edit keeps those there were. Where they are switched off, they may not be named.
    ...(has("ATTACHMENTS") && (images.length > 0 || editsId !== null) ? { attachments: images } : {}),
  };

  const send = () => {
    if (input.message === "" || isTooLong || isWriting) return;
    onAsk({ kind: "message", input: { ...input, ...(editsId ? { editsId } : {}) } });
    setDraft(conversationId, NOTHING);
  };
  const stopEditing = () => {
    setDraft(conversationId, NOTHING);
    box.current?.focus();
  };
  const enter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While Chinese, for instance, is being put together, Enter chooses a word; Safari tells so by this key code alone.
    const composes = event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
    if (event.key === "Escape" && editsId) stopEditing();
    if (event.key !== "Enter" || event.shiftKey || composes) return;
    event.preventDefault();
    send();
  };

  return (
    <Paper withBorder p="xs" component="form" onSubmit={(event) => (event.preventDefault(), send())}>
      {editsId && (
        <Group justify="space-between" px={4} pb={4}>
          <Text size="sm" c="dimmed">
            {t("editing")}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={stopEditing}>
            {t("app:cancel")}
          </Button>
        </Group>
      )}
      <ImageChips
        images={images}
        refused={refusedImage}
        onRemove={(index) => {
          setDraft(conversationId, { images: images.filter((_, at) => at !== index) });
          box.current?.focus();
        }}
      />
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
        onChange={(event) => setDraft(conversationId, { text: event.currentTarget.value })}
        onKeyDown={enter}
      />
      <Group gap="xs" wrap="nowrap">
        {has("ATTACHMENTS") && <AttachButton count={images.length} onAttach={(image) => setDraft(conversationId, { images: [...images, image] })} />}
        <ModelPicker value={model} onChange={onModel} conversationId={conversationId} />
        <PayerPicker teams={teams} payer={payer} />
        <div style={{ flex: 1 }} />
        {isWriting ? (
          <StopButton run={run} box={box} />
        ) : (
          <ActionIcon type="submit" size="lg" radius="xl" disabled={input.message === "" || isTooLong} aria-label={t("send")}>
            <IconArrowUp size={18} />
          </ActionIcon>
        )}
      </Group>
      <Group gap="xs" justify="space-between" align="flex-start" wrap="nowrap">
        <EstimateLine input={input} conversationId={conversationId} payer={payer} skip={isTooLong} onImageRefused={setRefusedImage} />
        <Text
          id="characters"
          size="xs"
          c={isTooLong ? "red" : "dimmed"}
          className="numbers"
          style={{ whiteSpace: "nowrap" }}
          visibleFrom={isTooLong ? undefined : "sm"}
          role={isTooLong ? "alert" : undefined}
        >
          {characters > 0 && t("characters", { count: characters, now: tokens(String(characters)), most: tokens(String(most)) })}
        </Text>
      </Group>
    </Paper>
  );
}

/** What has come until then is kept, and charged. */
function StopButton({ run, box }: { run: Run; box: Props["box"] }) {
  const { t } = useTranslation(["chat", "app"]);
  const halt = () => {
    box.current?.focus();
    stop(run).catch((error: unknown) => {
      const known = error instanceof RequestError && error.code !== "NETWORK";
      notifications.show({ color: "red", message: known ? error.message : t("app:failure.network") });
    });
  };
  return (
    <ActionIcon size="lg" radius="xl" color="gray" loading={run.stopping} onClick={halt} aria-label={t("stop")}>
      <IconPlayerStopFilled size={18} />
    </ActionIcon>
  );
}
