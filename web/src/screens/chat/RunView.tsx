import { Alert, Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertCircle, IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { countdown } from "@/app/formats";
import classes from "./chat.module.css";
import { Markdown } from "./Markdown";
import { ReplyCost, ReplyHeading, Said } from "./Messages";
import { usePayer } from "./payers";
import type { Refusal, Run, Wait } from "./run";
import { useSecondsUntil } from "./useSecondsUntil";
import { WayOn } from "./WayOn";

interface Props {
  run: Run;
  onRetry: (run: Run) => void;
  onTakeBack: (run: Run) => void;
}

/** A question that was just asked, and its reply as far as it has come, or why there is none. */
export function RunView({ run, onRetry, onTakeBack }: Props) {
  const { t } = useTranslation(["chat", "app"]);
  const { question, text, state, reply, wait, refusal, messagesLeftOut, imagesLeftOut } = run;
  return (
    <>
      {question.kind === "message" && (
        <article className={classes.message}>
          <Said by={null} text={question.input.message} images={question.input.attachments ?? []} refusedImage={refusal?.imageIndex} />
        </article>
      )}
      <article className={classes.message} aria-busy={state === "writing"}>
        {!refusal && <ReplyHeading modelId={reply?.modelId ?? question.input.modelId} askedBy={null} />}
        {messagesLeftOut > 0 && (
          <Text size="sm" c="dimmed">
            {t("leftOut", { count: messagesLeftOut })}
          </Text>
        )}
        {imagesLeftOut > 0 && (
          <Text size="sm" c="dimmed">
            {t("imagesLeftOut", { count: imagesLeftOut })}
          </Text>
        )}
        {text !== "" && <Markdown text={text} isGrowing={state === "writing"} />}
        {state === "writing" && text === "" && !wait && <Loader type="dots" size="sm" aria-label={t("waiting")} />}
        {wait && <Waiting wait={wait} />}
        {reply && <ReplyCost message={reply} />}
        {refusal && <NoReply run={run} refusal={refusal} onRetry={onRetry} onTakeBack={onTakeBack} />}
      </article>
    </>
  );
}

function Waiting({ wait: { code, message, until } }: { wait: Wait }) {
  const { t } = useTranslation(["chat", "app"]);
  const seconds = useSecondsUntil(until);
  return (
    <Alert color="gray" variant="light" icon={<IconPlugConnectedX />} role="status" data-code={code}>
      {code === "NETWORK" ? t("connectionLost") : message} {seconds > 2 && t("nextTry", { time: countdown(seconds) })}
    </Alert>
  );
}

/** More tokens, or a larger plan, would have let it through. */
const SHOP_HELPS = ["INSUFFICIENT_TOKENS", "WALLET_IN_DEBT", "PAYWALL", "DAILY_LIMIT_REACHED", "MONTHLY_LIMIT_REACHED", "TEAM_CAP_REACHED"];

function NoReply({ run, refusal, onRetry, onTakeBack }: Props & { refusal: Refusal }) {
  const { t } = useTranslation(["chat", "app"]);
  const { code, message, errorId } = refusal;
  const team = usePayer().teams.find(({ id }) => id === run.question.input.teamId) ?? null;
  const text = code === "NETWORK" ? t("app:failure.network") : message || t("app:failure.unknown");
  return (
    <Alert role="alert" color="orange" variant="light" icon={<IconAlertCircle />} data-code={code}>
      <Text size="sm">{text}</Text>
      {refusal.sameKey && <Text size="sm">{t("notTwice")}</Text>}
      {errorId && <Text size="xs">{t("app:failure.id", { id: errorId })}</Text>}
      <Group gap="xs" mt="xs">
        {SHOP_HELPS.includes(code) && <WayOn code={code} conversationId={run.conversationId} team={team} />}
        <Button size="compact-sm" variant="default" onClick={() => onRetry(run)}>
          {t("app:retry")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onTakeBack(run)}>
          {t(run.question.kind === "message" ? "takeBack" : "app:close")}
        </Button>
      </Group>
    </Alert>
  );
}
