import { Text, Timeline, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import type { Purchase } from "./PurchaseInFull";

interface Happened {
  what: string;
  /** Null: the API tells that it happened, and not when. */
  when: string | null;
}

/** What became of a purchase, in order. */
export function PurchaseStory({ payment }: { payment: Purchase }) {
  const { t } = useTranslation("purchases");
  const happened = storyOf(payment, t);
  return (
    <div>
      <Title order={2} size="h5" mb="sm">
        {t("story.title")}
      </Title>
      <Timeline active={happened.length - 1} bulletSize={14} lineWidth={2}>
        {happened.map(({ what, when }) => (
          <Timeline.Item key={what} title={<Text size="sm">{what}</Text>}>
            {when && (
              <Text size="xs" c="dimmed">
                {dateTime(when)}
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </div>
  );
}

function storyOf(payment: Purchase, t: TFunction<"purchases">): Happened[] {
  const { status, createdAt, creditedAt, refunded, tokensTakenBack, dispute, resumable, expiresAt } = payment;
  const story: Happened[] = [{ what: t("story.begun"), when: createdAt }];
  if (creditedAt) story.push({ what: t("story.paid"), when: creditedAt });
  if (status === "FAILED") story.push({ what: t("story.declined"), when: null });
  if (status === "CANCELLED") story.push({ what: t("story.cancelled"), when: null });
  if (status === "PROCESSING") story.push({ what: t("story.processing"), when: null });
  if (resumable) story.push({ what: t("story.openUntil"), when: expiresAt });
  if (dispute) story.push({ what: t(`story.dispute.${dispute}`), when: null });
  if (refunded.amount !== "0") story.push({ what: t("story.refunded", { amount: refunded.formatted }), when: null });
  if (tokensTakenBack !== "0") story.push({ what: t("story.takenBack", { tokens: tokens(tokensTakenBack) }), when: null });
  return story;
}
