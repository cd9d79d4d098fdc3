import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages, useChange } from "@/app/queries";
import { AdminReviewsDocument, type AdminReviewsQuery, ResolveReviewDocument } from "@/gql/adminReviews/graphql";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { Listed } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { PaymentLinks } from "./PaymentLinks";

const PAGE_ROWS = 20;

type Review = AdminReviewsQuery["paymentsForReview"]["edges"][number]["node"];

/** What a gateway said otherwise than our own record: each waits for a decision. */
export default function ReviewsPage() {
  const { t } = useTranslation("adminPayments");
  const reviews = useAskPages(
    AdminReviewsDocument,
    { first: PAGE_ROWS, language: spokenLanguage() },
    (result) => result.paymentsForReview,
  );
  return (
    <Page title={t("review")} size="xl">
      <PaymentLinks />
      <Listed pages={reviews}>
        {reviews.nodes.length === 0 && <Empty>{t("noReviews")}</Empty>}
        {reviews.nodes.map((review) => (
          <ReviewCard key={review.id} review={review} />
        ))}
      </Listed>
    </Page>
  );
}

function ReviewCard({ review }: { review: Review }) {
  const { t } = useTranslation("adminPayments");
  const resolve = useChange(ResolveReviewDocument);
  const { payment, event } = review;
  return (
    <Paper withBorder p="md" component="article" aria-label={review.id}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={6} flex="1 1 320px">
          <Group gap="xs">
            <Badge variant="default">{t(`kinds.${review.kind}`)}</Badge>
            <Id id={review.id} />
            {review.userId && <Id id={review.userId} />}
          </Group>
          {payment && (
            <Group gap="sm">
              <State value={payment.status} />
              <Text size="sm">{payment.total.formatted}</Text>
              <Text size="sm">{t("tokensOf", { tokens: tokens(payment.tokens) })}</Text>
              {payment.gatewayReference && <Id id={payment.gatewayReference} />}
            </Group>
          )}
          {event && <Text size="sm">{[event.gateway, event.type, event.objectId].filter(Boolean).join(", ")}</Text>}
          {review.flags.map((flag) => (
            <div key={`${flag.reason} ${flag.at}`}>
              <Text size="sm" fw={600}>
                {flag.reason}
              </Text>
              <Text size="sm">{flag.detail}</Text>
              <Text size="xs" c="dimmed">
                {dateTime(flag.at)}
              </Text>
            </div>
          ))}
        </Stack>
        <Group gap="xs">
          {review.decisions.map((decision) => (
            <ActButton
              key={decision}
              label={t(`decisions.${decision}`)}
              color={decision === "REFUND" || decision === "CREDIT" ? "red" : undefined}
              run={async (reason, key) =>
                (await resolve.mutateAsync({ reviewId: review.id, decision, reason, key })).resolveReview
              }
            >
              {t(`decisionHints.${decision}`)}
            </ActButton>
          ))}
        </Group>
      </Group>
    </Paper>
  );
}
