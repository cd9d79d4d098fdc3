import { Badge, Group, Paper, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPencil, IconRefresh } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { tokens } from "@/app/formats";
import { useChange } from "@/app/queries";
import { useSession } from "@/app/session";
import { readFragment } from "@/gql/chat/fragment-masking";
import { ShowVersionDocument, UsagePartsFragmentDoc } from "@/gql/chat/graphql";
import { Action, CopyText } from "./Action";
import classes from "./chat.module.css";
import { FlagButton } from "./FlagButton";
import { ImageChips } from "./images/ImageChips";
import { Markdown } from "./Markdown";
import type { Message } from "./run";

interface Props {
  message: Message;
  mayWrite: boolean;
  onAskAgain: (replyId: string) => void;
  onEdit: (message: Message) => void;
}

/** What a person wrote. */
export const PersonMessage = memo(function PersonMessage({ message, mayWrite, onEdit }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const { user } = useSession();
  const isMine = message.author.id === user?.id;
  return (
    <article className={classes.message}>
      <Said
        by={isMine ? null : (message.author.name ?? t("somebody"))}
        text={message.notice ?? message.content}
        images={message.attachments ?? []}
      />
      <Group gap={4} justify="flex-end">
        <Versions message={message} mayWrite={mayWrite} />
        {isMine && mayWrite && !message.notice && (
          <Action label={t("edit")} icon={<IconPencil size={16} />} onClick={() => onEdit(message)} />
        )}
        {!message.notice && <CopyText text={message.content} label={t("copyMessage")} />}
        {!isMine && !message.notice && <FlagButton messageId={message.id} />}
      </Group>
    </article>
  );
}, sameMessage);

interface SaidProps {
  /** Null for one's own. */
  by: string | null;
  text: string;
  images: readonly { url: string; name?: string | null }[];
  refusedImage?: number;
}

/** A person's words in their bubble, and the images that go with them. */
export function Said({ by, text, images, refusedImage }: SaidProps) {
  const { t } = useTranslation(["chat", "app"]);
  return (
    <Paper withBorder className={classes.said} px="md" py="xs">
      {by === null ? (
        <VisuallyHidden component="h2">{t("you")}</VisuallyHidden>
      ) : (
        <Text component="h2" size="sm" fw={600}>
          {by}
        </Text>
      )}
      <div className={classes.plain}>{text}</div>
      <ImageChips images={images} refused={refusedImage} />
    </Paper>
  );
}

/** What a model wrote, what it cost, and what can be done with it. */
export const ReplyMessage = memo(function ReplyMessage({ message, mayWrite, onAskAgain }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const { user } = useSession();
  return (
    <article className={classes.message}>
      <ReplyHeading modelId={message.modelId} askedBy={message.author.id === user?.id ? null : (message.author.name ?? t("somebody"))} />
      {message.notice ? <Text c="dimmed">{message.notice}</Text> : <Markdown text={message.content} />}
      <Group gap={4} mt={4}>
        <ReplyCost message={message} />
        {!message.notice && <CopyText text={message.content} label={t("copyReply")} />}
        {mayWrite && <Action label={t("askAgain")} icon={<IconRefresh size={16} />} onClick={() => onAskAgain(message.id)} />}
        {!message.notice && <FlagButton messageId={message.id} />}
        <Versions message={message} mayWrite={mayWrite} />
      </Group>
    </article>
  );
}, sameMessage);

interface ReplyHeadingProps {
  modelId: string | null | undefined;
  /** Who else asked for the reply, and paid; null for oneself. */
  askedBy: string | null;
}

export function ReplyHeading({ modelId, askedBy }: ReplyHeadingProps) {
  const { t } = useTranslation(["chat", "app"]);
  const model = modelId ?? t("model");
  return (
    <Text component="h2" size="sm" c="dimmed" fw={600} mb={4}>
      {askedBy === null ? model : t("askedBy", { model, name: askedBy })}
    </Text>
  );
}

/** What a reply cost and used, and why it ended early, where it did. */
export function ReplyCost({ message: { usage: masked, finishReason } }: { message: Message }) {
  const { t } = useTranslation(["chat", "app"]);
  const usage = readFragment(UsagePartsFragmentDoc, masked);
  if (!usage) return null;
  const input = BigInt(usage.inputTokens) + BigInt(usage.cacheReadTokens) + BigInt(usage.cacheWriteTokens);
  const output = BigInt(usage.outputTokens) + BigInt(usage.reasoningTokens);
  return (
    <>
      <Tooltip label={t("used", { input: tokens(input), output: tokens(output) })} events={{ hover: true, focus: true, touch: true }}>
        <Text size="sm" c="dimmed" className="numbers" tabIndex={0}>
          {t("cost", { tokens: tokens(usage.cost) })}
        </Text>
      </Tooltip>
      {finishReason && finishReason !== "STOP" && (
        <Badge variant="light" color="gray" ml={4}>
          {t(`ended.${finishReason}`)}
        </Badge>
      )}
    </>
  );
}

/** The versions of a message that were written in its place, to go through. */
function Versions({ message: { id, versionIds }, mayWrite }: Pick<Props, "message" | "mayWrite">) {
  const { t } = useTranslation(["chat", "app"]);
  const show = useChange(ShowVersionDocument);
  if (versionIds.length < 2) return null;
  const at = versionIds.indexOf(id);
  const go = (to: number) => show.mutate({ message: versionIds[to]! });
  const disabled = (to: number) => !mayWrite || show.isPending || versionIds[to] === undefined;
  return (
    <Group gap={0} role="group" aria-label={t("versions")}>
      <Action label={t("versionBefore")} icon={<IconChevronLeft size={16} />} disabled={disabled(at - 1)} onClick={() => go(at - 1)} />
      <Text size="sm" c="dimmed" className="numbers">
        {t("version", { number: at + 1, of: versionIds.length })}
      </Text>
      <Action label={t("versionAfter")} icon={<IconChevronRight size={16} />} disabled={disabled(at + 1)} onClick={() => go(at + 1)} />
    </Group>
  );
}

/** Another list of messages has other objects for the same messages; what never changes is not drawn again. */
function sameMessage(left: Props, right: Props): boolean {
  const [old, next] = [left.message, right.message];
  return (
    old.id === next.id &&
    old.content === next.content &&
    old.notice === next.notice &&
    old.versionIds.length === next.versionIds.length &&
    left.mayWrite === right.mayWrite &&
    left.onEdit === right.onEdit &&
    left.onAskAgain === right.onAskAgain
  );
}
