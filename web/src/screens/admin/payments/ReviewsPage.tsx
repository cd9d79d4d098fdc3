import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime, tokens } from "@/app/formats";
import { spokenLanguage } from "@/app/languages";
import { useAskPages } from "@/app/queries";
import { AdminReviewsDocument, type AdminReviewsQuery, ResolveReviewDocument } from "@/gql/adminReviews/graphql";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { Listed } from "../parts/List";
import { Id } from "../parts/Person";
import { State } from "../parts/States";
import { DecideDispute } from "./DecideDispute";

const PAGE_ROWS = 20;
/** Of Stripe, in what a flag says. */
const DISPUTE_ID = /\bd[pu]_\w+/;

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
  const { payment, event } = review;
  const dispute = review.flags.map(({ reason, detail }) => (reason === "WRONG_CURRENCY" ? DISPUTE_ID.exec(detail)?.[0] : null)).find(Boolean);
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
          {payment && dispute && <DecideDispute of={{ paymentId: payment.id }} currency={payment.total.currency} disputeId={dispute} />}
          {review.decisions.map((decision) => (
            <ActButton
              key={decision}
              label={t(`decisions.${decision}`)}
              color={decision === "REFUND" || decision === "CREDIT" ? "red" : undefined}
              does={ResolveReviewDocument}
              variables={({ reason, key }) => ({ reviewId: review.id, decision, reason, key })}
            >
              {t(`decisionHints.${decision}`)}
            </ActButton>
          ))}
        </Group>
      </Group>
    </Paper>
  );
}
