import { Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { tokens } from "@/app/formats";
import { useAsk } from "@/app/queries";
import { ChatEstimateDocument, type EstimateInput } from "@/gql/chat/graphql";
import type { Team } from "./payers";
import { WayOn } from "./WayOn";

/** Long enough that one estimate is asked for a pause, and not a word: guests may ask little. */
const PAUSE_MS = 600;

interface Props {
  input: EstimateInput;
  conversationId: string | null;
  /** The team that pays; null for oneself. */
  payer: Team | null;
  skip: boolean;
  /** Called with the place of an image that would be refused, and with null when none would be. */
  onImageRefused: (index: number | null) => void;
}

/** The most that the message can cost, as the server reckons it, once one stops typing. */
export function EstimateLine({ input, conversationId, payer, skip, onImageRefused }: Props) {
  const { t } = useTranslation("chat");
  const now = JSON.stringify(input);
  const [rested] = useDebouncedValue(now, PAUSE_MS);
  const isEmpty = input.message === "" || skip;
  const { data } = useAsk(
    ChatEstimateDocument,
    { input: JSON.parse(rested) as EstimateInput },
    { enabled: !isEmpty && rested === now, gcTime: 30_000 },
  );
  const estimate = isEmpty ? undefined : data?.estimate;
  const refusedImage = estimate?.__typename === "AttachmentRefused" && rested === now ? estimate.attachmentIndex : null;
  useEffect(() => onImageRefused(refusedImage), [refusedImage, onImageRefused]);
  return (
    <Group id="estimate" gap="xs" mih="1.5rem" px={4} role="status">
      {estimate === undefined ? (
        <Text size="xs" c="dimmed">
          {t("keys")}
        </Text>
      ) : isUserError(estimate) ? (
        <Text size="xs" c="dimmed" data-code={estimate.code}>
          {estimate.message}
        </Text>
      ) : (
        <>
          <Text size="xs" c="dimmed" className="numbers">
            {t(!estimate.affordable ? "tooFew" : payer ? "estimateOfTeam" : "estimate", {
              required: tokens(estimate.required),
              available: tokens(estimate.available),
              team: payer?.name,
            })}
          </Text>
          {!estimate.affordable && <WayOn code={estimate.refusal} conversationId={conversationId} team={payer} />}
        </>
      )}
    </Group>
  );
}
