import { Badge, Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { AdminFlaggedMessagesDocument, type AdminFlaggedMessagesQuery, type MessageDecision, ReviewMessageDocument } from "@/gql/adminModeration/graphql";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { ActButton } from "../parts/ActButton";
import { Listed } from "../parts/List";
import { Id } from "../parts/Person";
import { useFilters } from "../parts/useFilters";

const PAGE_ROWS = 20;
const STATES = ["OPEN", "KEPT", "REMOVED"] as const;

type Flagged = AdminFlaggedMessagesQuery["flaggedMessages"]["edges"][number]["node"];

/** What users have flagged: keep it, or remove it for good. */
export default function ModerationPage() {
  const { t } = useTranslation(["adminModeration", "admin"]);
  const filters = useFilters();
  const state = filters.oneOf("state", STATES) ?? "OPEN";
  const messages = useAskPages(AdminFlaggedMessagesDocument, { first: PAGE_ROWS, state }, (result) => result.flaggedMessages);
  return (
    <Page title={t("title")} description={t("description")} size="xl">
      <SegmentedControl
        aria-label={t("state")}
        data={STATES.map((value) => ({ value, label: t(`admin:states.${value}`) }))}
        value={state}
        onChange={(value) => filters.set({ state: value === "OPEN" ? null : value })}
        style={{ alignSelf: "flex-start" }}
      />
      <Listed pages={messages}>
        {messages.nodes.length === 0 && <Empty>{t("nothing")}</Empty>}
        {messages.nodes.map((message) => (
          <FlaggedCard key={message.messageId} message={message} />
        ))}
      </Listed>
    </Page>
  );
}

function FlaggedCard({ message }: { message: Flagged }) {
  const { t } = useTranslation("adminModeration");
  const act = (label: string, decision: MessageDecision, color?: string) => (
    <ActButton
      label={label}
      color={color}
      does={ReviewMessageDocument}
      variables={({ reason }) => ({ messageId: message.messageId, decision, reason })}
    >
      {t(decision === "KEEP" ? "keepHint" : "removeHint")}
    </ActButton>
  );
  return (
    <Paper withBorder p="md" component="article" aria-label={message.messageId}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Badge variant="default">{t(`roles.${message.role}`)}</Badge>
            <Text size="sm">{t("flaggedBy", { count: message.flagCount })}</Text>
            <Id id={message.authorId} />
          </Group>
          <Text size="xs" c="dimmed">
            {dateTime(message.since)}
          </Text>
        </Group>
        <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {message.content || t("gone")}
        </Text>
        {message.flags.map((flag) => (
          <Text key={flag.flaggedBy} size="sm" c="dimmed">
            {t(`categories.${flag.category}`)}: {flag.reason}
          </Text>
        ))}
        {message.decisionReason && <Text size="sm">{t("decided", { reason: message.decisionReason })}</Text>}
        {message.state !== "REMOVED" && (
          <Group gap="xs" justify="flex-end">
            {message.state === "OPEN" && act(t("keep"), "KEEP")}
            {act(t("remove"), "REMOVE", "red")}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
