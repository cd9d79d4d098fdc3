import { Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { ReceivedGiftsDocument } from "@/gql/gifts/graphql";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";

const PAGE = 20;

export function ReceivedGifts() {
  const { t } = useTranslation("gifts");
  const pages = useAskPages(ReceivedGiftsDocument, { first: PAGE }, ({ gifts }) => gifts);
  return (
    <Asked query={pages}>
      {() =>
        pages.nodes.length === 0 ? (
          <Empty>{t("received.none")}</Empty>
        ) : (
          <Stack gap="sm">
            {pages.nodes.map((gift) => (
              <Paper key={gift.id} withBorder p="md">
                <Group justify="space-between">
                  <Text fw={600} className="numbers">
                    {t("tokens", { tokens: tokens(BigInt(gift.tokens) + BigInt(gift.bonusTokens)) })}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {dateTime(gift.receivedAt)}
                  </Text>
                </Group>
                <Text size="sm">{t("received.from", { name: gift.giverName ?? t("received.gone") })}</Text>
                {gift.message && <Text size="sm">{gift.message}</Text>}
              </Paper>
            ))}
            <MoreButton pages={pages} />
          </Stack>
        )
      }
    </Asked>
  );
}
