import { Accordion, Badge, Button, Group, List, Paper, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { useAction } from "@/app/action";
import { client, serverUrl } from "@/app/api";
import { dateTime, tokens } from "@/app/formats";
import { tellFailure } from "@/app/notices";
import { useAsk, useAskPages } from "@/app/queries";
import { readFragment } from "@/gql/tickets/fragment-masking";
import {
  MakeTicketDocument,
  MyTicketsDocument,
  RemoveTicketDocument,
  TakeTicketDocument,
  type TicketFormat,
  type TicketPartsFragment,
  TicketPartsFragmentDoc,
  TicketRulesDocument,
} from "@/gql/tickets/graphql";
import { Asked } from "@/ui/Asked";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Empty } from "@/ui/Empty";
import { MoreButton } from "@/ui/MoreButton";
import { Outcome } from "@/ui/Outcome";
import { Page } from "@/ui/Page";

const FORMATS = ["MARKDOWN", "JSON"] as const;
const COLORS = { LOW: "gray", MEDIUM: "blue", HIGH: "orange", URGENT: "red" } as const;

/** Tickets that a model writes of a description, and those that were written before. */
export default function TicketsScreen() {
  const { t } = useTranslation("tickets");
  return (
    <Page title={t("title")} description={t("description")}>
      <NewTicket />
      <History />
    </Page>
  );
}

function NewTicket() {
  const { t } = useTranslation("tickets");
  const [description, setDescription] = useState("");
  const { data } = useAsk(TicketRulesDocument, {});
  const most = data?.ticketLimits.descriptionCharacters;
  const action = useAction(MakeTicketDocument, (result) => result.generateTicket);
  const short = action.refusal?.code === "INSUFFICIENT_TOKENS" || action.refusal?.code === "PAYWALL";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await action.run({ description, key: action.key({ description }) })) setDescription("");
  };
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            label={t("new.label")}
            description={most === undefined ? " " : t("new.count", { now: tokens(String(description.length)), most: tokens(String(most)) })}
            required
            rows={3}
            classNames={{ input: "growing" }}
            maxLength={most}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Outcome action={action} done={t("new.done")} />
          <Group>
            <Button type="submit" loading={action.busy}>
              {t("new.action")}
            </Button>
            {short && (
              <Button component={Link} href="/shop?then=/tickets" variant="default">
                {t("new.shop")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function History() {
  const { t } = useTranslation("tickets");
  const { id } = useParams<{ id?: string }>();
  const pages = useAskPages(MyTicketsDocument, { first: 20 }, (result) => result.tickets);
  return (
    <Stack gap="sm">
      <Asked query={pages}>
        {() =>
          pages.nodes.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <Accordion variant="separated" order={2} defaultValue={id}>
              {pages.nodes.map((node) => {
                const ticket = readFragment(TicketPartsFragmentDoc, node);
                return <OneTicket key={ticket.id} ticket={ticket} />;
              })}
            </Accordion>
          )
        }
      </Asked>
      <MoreButton pages={pages} />
    </Stack>
  );
}

function OneTicket({ ticket }: { ticket: TicketPartsFragment }) {
  const { t } = useTranslation("tickets");
  return (
    <Accordion.Item value={ticket.id}>
      <Accordion.Control>
        <Group gap="xs">
          <Badge color={COLORS[ticket.priority]} autoContrast>
            {t(`priority.${ticket.priority}`)}
          </Badge>
          <Text fw={600}>{ticket.title}</Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
            {ticket.description}
          </Text>
          <List size="sm">
            {ticket.acceptanceCriteria.map((criterion, place) => (
              <List.Item key={place}>{criterion}</List.Item>
            ))}
          </List>
          <Group gap={4}>
            {ticket.labels.map((label) => (
              <Badge key={label} size="sm" variant="default">
                {label}
              </Badge>
            ))}
          </Group>
          <Text size="xs" c="dimmed">
            {t("made", { when: dateTime(ticket.createdAt), model: ticket.modelId, cost: tokens(ticket.usage.cost) })}
          </Text>
          <TicketActions id={ticket.id} />
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function TicketActions({ id }: { id: string }) {
  const { t } = useTranslation("tickets");
  const removal = useAction(RemoveTicketDocument, (result) => result.deleteTicket);
  const take = (format: TicketFormat) =>
    client.execute(TakeTicketDocument, { id, format }).then(({ ticketExport }) => location.assign(serverUrl(ticketExport.url)), tellFailure);
  return (
    <Group gap="xs">
      {FORMATS.map((format) => (
        <Button key={format} size="xs" variant="default" onClick={() => void take(format)}>
          {t(`format.${format}`)}
        </Button>
      ))}
      <ConfirmButton size="xs" variant="default" question={t("remove.question")} action={t("remove.action")} onConfirm={() => removal.run({ id })}>
        {t("remove.action")}
      </ConfirmButton>
      <Outcome action={removal} />
    </Group>
  );
}
