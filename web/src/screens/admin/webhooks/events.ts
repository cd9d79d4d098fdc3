import type { WebhookEventType } from "@/gql/adminWebhooks/graphql";

export type EventType = WebhookEventType;

/** Every event that an endpoint can choose. */
export const EVENTS: EventType[] = [
  "PAYMENT_SUCCEEDED",
  "PAYMENT_FAILED",
  "PAYMENT_REFUNDED",
  "DISPUTE_OPENED",
  "DISPUTE_WON",
  "DISPUTE_LOST",
  "SUBSCRIPTION_STARTED",
  "SUBSCRIPTION_PAID",
  "SUBSCRIPTION_PAST_DUE",
  "SUBSCRIPTION_CANCELLED",
  "SUBSCRIPTION_EXPIRED",
  "BALANCE_CHANGED",
  "BALANCE_LOW",
  "USER_CREATED",
  "USER_SUSPENDED",
  "USER_ACTIVATED",
  "USER_DELETED",
  "WEBHOOK_TEST",
];

/** As it is called in what is sent: `PAYMENT_SUCCEEDED` is `payment.succeeded`. */
export function nameOf(event: EventType): string {
  return event.toLowerCase().replace("_", ".");
}

/** Null for one of a later version. */
export function eventOf(name: string): EventType | null {
  return EVENTS.find((event) => nameOf(event) === name) ?? null;
}
