import { Anchor, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dateTime, tokens } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { GivenGiftsDocument } from "@/gql/gifts/graphql";
import { StatusBadge } from "@/screens/payments/StatusBadge";
import { Asked } from "@/ui/Asked";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";

const PAGE = 100;

/** Purchases that were gifts. To whom stays with the giver: the server does not tell. */
export function GivenGifts() {
  const { t } = useTranslation("gifts");
  const pages = useAskPages(GivenGiftsDocument, { first: PAGE }, ({ purchases }) => purchases);
  const gifts = pages.nodes.filter(({ gift }) => gift);
  return (
    <Asked query={pages}>
      {() => (
        <Stack gap="sm">
          {gifts.length === 0 && <Empty>{t("given.none")}</Empty>}
          {gifts.map((payment) => (
            <Paper key={payment.id} withBorder p="md">
              <Group justify="space-between">
                <Text fw={600} className="numbers">
                  {t("tokens", { tokens: tokens(payment.tokens) })}
                </Text>
                <StatusBadge status={payment.status} />
              </Group>
              <Anchor component={Link} href={`/purchases/${payment.id}`} size="sm">
                {dateTime(payment.createdAt)}
              </Anchor>
              {payment.gift?.message && <Text size="sm">{payment.gift.message}</Text>}
            </Paper>
          ))}
          <MoreButton pages={pages} />
        </Stack>
      )}
    </Asked>
  );
}
