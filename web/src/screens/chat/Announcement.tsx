import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Run } from "./run";
import { useEffect, useState } from "react";

/** Tells a screen reader that a reply has begun, and then reads it at its end, as a whole. */
export function Announcement({ run }: { run: Run | null }) {
  const { t } = useTranslation("chat");
  const [said, setSaid] = useState("");
  const state = run?.state;
  const reply = run?.reply;
  useEffect(() => {
    if (state === "writing") setSaid(t("announce.writing"));
    else if (reply) setSaid(t("announce.reply", { model: reply.modelId, text: reply.content }));
  }, [state, reply, t]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  );
}
