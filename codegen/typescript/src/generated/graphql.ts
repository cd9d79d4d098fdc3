/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What is wrong. */
export type AlertKind =
  /** A model provider refused a key of ours. */
  | 'KEY_REFUSED'
  /** Too many payments of a way to pay fail (ALERT_PAYMENT_FAILURE_PERCENT). */
  | 'PAYMENTS_FAILING'
  /** A model provider fails too often (ALERT_PROVIDER_FAILURE_PERCENT). */
  | 'PROVIDER_FAILING'
  /** The last scheduled reconciliation left differences. */
  | 'RECONCILIATION_DIFFERS'
  /** Something in `paymentsForReview` has waited for a day. */
  | 'REVIEWS_WAIT'
  /** A payment gateway's events cannot be handled (ALERT_WEBHOOK_MINUTES). */
  | 'WEBHOOKS_FAILING';

/** What an API key may do. A scope includes no other. */
export type ApiScope =
  /** What is for admins. Only admins can give it. */
  | 'ADMIN'
  /** Chat, make tickets, and change conversations. */
  | 'CHAT'
  /** Claim, buy and subscribe. */
  | 'PURCHASE'
  /** Read what is its user's. */
  | 'READ'
  /** Spend, hold and settle tokens for work done elsewhere: those of its user, or of anybody with an admin's key. */
  | 'SPEND';

/** An image by its address. The server fetches it, looks at it, and sends it to the model. */
export type AttachmentInput = {
  /** What people call it, 1 to 255 printable characters. No model is told. Null: nothing. */
  name?: string | null | undefined;
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif`; the image must be what this says. */
  type: string;
  /** An https address of a public host, on its own port, without a user name; at most 2048 characters. No redirect is followed. */
  url: string;
};

/** Which actions to list. What is null or absent does not limit. */
export type AuditLogFilter = {
  /** Actions of this kind, such as `grant_tokens`. */
  action?: string | null | undefined;
  /** What this admin did: a user's id, or `command line`. */
  adminId?: string | null | undefined;
  /** At this moment or later. */
  from?: string | null | undefined;
  /** What was done to this: the id of a user, a payment, a model, a promo code and so on. */
  targetId?: string | null | undefined;
  /** Before this moment. */
  to?: string | null | undefined;
};

/** By whose terms a user is refilled. */
export type AutoRefillChoice =
  /** None; an admin stopped it for the user. */
  | 'OFF'
  /** Those that an admin set for the user. */
  | 'OWN'
  /** Those of the server's settings. */
  | 'STANDARD';

/** What a refill does with refilled tokens that are still there. */
export type AutoRefillMode =
  /** It adds the amount, up to the cap if there is one. */
  | 'ADD'
  /** It adds what is missing of the amount. */
  | 'RESET';

/** What an interval between refills is counted in. */
export type AutoRefillUnit =
  /** At the same local time. */
  | 'DAYS'
  /** Whatever clocks do meanwhile. */
  | 'HOURS'
  /** Of 60 to an hour. */
  | 'MINUTES'
  /** At the same day of the month and local time; at the last day of a shorter month. */
  | 'MONTHS'
  /** Of 60 to a minute. */
  | 'SECONDS'
  /** Seven days, at the same local time. */
  | 'WEEKS';

/** Whether a balance that falls is topped up. */
export type AutoTopUpState =
  /** A balance below the threshold is topped up. */
  | 'ACTIVE'
  /** Declined too often or for good, or the card was removed or tells no tax, or a purchase was refunded or disputed. Nothing is charged until it is set up again. */
  | 'DISABLED'
  /** The bank wants to confirm that it is the card's owner. Nothing is charged until the user buys once with that card, or saves another one, and sets this up again. */
  | 'NEEDS_AUTHENTICATION'
  /** The user stopped it. */
  | 'OFF'
  /** The card was declined; it is tried again at `nextTryAt`. */
  | 'WAITING';

/** Whose calls are refused. */
export type BanSubject =
  /** An IPv4 address or an IPv6 network of /64: its calls that bring no valid token. */
  | 'ADDRESS'
  /** An API key: all its calls. */
  | 'API_KEY'
  /** A user: all calls of its sessions. */
  | 'USER';

/** Where a payer lives, by which the tax is told. It is sent to Stripe, and not stored. */
export type BillingAddressInput = {
  /** At most 100 characters. */
  city?: string | null | undefined;
  /** ISO 3166-1 code of two letters, such as DE. */
  country: string;
  /** Street and number. At most 200 characters. */
  line1?: string | null | undefined;
  /** At most 20 characters. Needed in the United States, and in Canada without `state`. */
  postalCode?: string | null | undefined;
  /** State or province, best as its ISO 3166-2 code, such as CA. At most 100 characters. */
  state?: string | null | undefined;
};

/** What is blocked. */
export type BlockKind =
  /** Words that no message may hold. */
  | 'TERM'
  /** A user who may send none. */
  | 'USER';

/** Where a bulk grant stands. */
export type BulkGrantStatus =
  /** It was stopped; who had the tokens keeps them. */
  | 'CANCELLED'
  /** It ends with the users whom it is just granting. */
  | 'CANCELLING'
  /** Everybody has the tokens. */
  | 'DONE'
  /** A server goes on with it, whichever has time. */
  | 'RUNNING';

/** What made a version of a package or plan. */
export type CatalogChangeKind =
  /** An admin made it. */
  | 'CREATED'
  /** An admin offered it again. */
  | 'RESTORED'
  /** An admin retired it. */
  | 'RETIRED'
  /** It was built in when the server first started. */
  | 'SEEDED'
  /** Another package became the default in its place. */
  | 'UNMARKED'
  /** An admin changed it. */
  | 'UPDATED';

/** What the caller may do with a conversation. Each holds what stands before it. */
export type ConversationAccess =
  /** Rename it, share it and remove it. */
  | 'OWN'
  /** Read it, on all branches, and flag its messages. */
  | 'READ'
  /** Chat in it, with their own tokens, and choose what is shown. */
  | 'WRITE';

/** What happened to a conversation. */
export type ConversationChangeKind =
  /** A person has another access to it. Told to its owner and the person. */
  | 'ACCESS_CHANGED'
  /** Another branch is shown, a new one for instance. */
  | 'BRANCH_SHOWN'
  /** It was made. */
  | 'CREATED'
  /** Its owner removed it. */
  | 'DELETED'
  /** A person's message came into it, together with the reply. */
  | 'MESSAGE_ADDED'
  /** An admin removed a message's text. */
  | 'MESSAGE_REMOVED'
  /** Told at the beginning, and whenever changes may have been missed: read again what you show; changes from now on are told. */
  | 'READ_AGAIN'
  /** It has another title, or its first one. */
  | 'RENAMED'
  /** A reply was finished, charged and stored. */
  | 'REPLY_FINISHED'
  /** A person has access to it from now on. Told to its owner and the person. */
  | 'SHARED'
  /** A person has no access to it any more. Told to its owner and the person. */
  | 'UNSHARED';

/** Why a payment costs less than its subtotal. */
export type DiscountKind =
  /** The discount on a user's first purchase. */
  | 'FIRST_PURCHASE'
  /** A promo code. */
  | 'PROMO'
  /** The package costs less from this quantity on. */
  | 'VOLUME';

/** What can be switched off (FEATURES_OFF). It is not in the schema then. */
export type Feature =
  /** Keys by which programs act for a user. */
  | 'API_KEYS'
  /** Images in chats. */
  | 'ATTACHMENTS'
  /** Free tokens again and again, as a user sees them and an admin sets them. */
  | 'AUTO_REFILL'
  /** Packages that are bought by themselves when a balance is low. */
  | 'AUTO_TOP_UP'
  /** Tokens for everybody of a filter, given by admins. */
  | 'BULK_GRANTS'
  /** Packages and plans that admins edit. */
  | 'CATALOG_EDITING'
  /** People's own data as an archive. */
  | 'EXPORTS'
  /** Packages bought for somebody else. */
  | 'GIFTS'
  /** Wallets without an account. */
  | 'GUESTS'
  /** Being told that a balance is low. */
  | 'LOW_BALANCE_NOTICES'
  /** Spending by programs for work that is done elsewhere. */
  | 'MACHINE_SPEND'
  /** What admins set for models. */
  | 'MODEL_OVERRIDES'
  /** The block list, and flags of messages. */
  | 'MODERATION'
  /** Figures of the business, and alerts, for admins. */
  | 'OVERVIEW'
  /** Codes that make a purchase cheaper or larger. */
  | 'PROMO_CODES'
  /** Keys of model providers that admins add. */
  | 'PROVIDER_KEYS'
  /** Rewards for whoever brings somebody. */
  | 'REFERRALS'
  /** Cards that are kept for later, which AUTO_TOP_UP needs. */
  | 'SAVED_CARDS'
  /** Conversations that others may read or write. */
  | 'SHARING'
  /** Signing in by other providers. */
  | 'SOCIAL_LOGIN'
  /** Plans by the month or year. */
  | 'SUBSCRIPTIONS'
  /** Wallets that several people share. */
  | 'TEAMS'
  /** Tickets that a model writes. */
  | 'TICKETS'
  /** Usage as files. */
  | 'USAGE_EXPORTS'
  /** Telling other systems what happened. */
  | 'WEBHOOKS';

/** Why a reply ended. */
export type FinishReason =
  /** It was stopped; what came is charged. */
  | 'CANCELLED'
  /** The provider withheld the rest. */
  | 'CONTENT_FILTER'
  /** The provider's stream broke off; what came is charged. */
  | 'CUT'
  /** It reached `maxTokens`. */
  | 'LENGTH'
  /** The model was done. */
  | 'STOP'
  /** It took too long, or CHAT_DRAIN_SECONDS in which nobody read it; what came is charged. */
  | 'TIMEOUT';

/** What is wrong with a message. */
export type FlagCategory =
  /** It insults, threatens or harasses somebody. */
  | 'ABUSE'
  /** It sets people against others for what they are. */
  | 'HATE'
  /** Something else. */
  | 'OTHER'
  /** It gives away what is somebody's own. */
  | 'PRIVACY'
  /** It leads people to harm themselves. */
  | 'SELF_HARM'
  /** It is sexual. */
  | 'SEXUAL'
  /** It is advertising, or repeats itself. */
  | 'SPAM'
  /** It shows or praises violence. */
  | 'VIOLENCE'
  /** It says what is not so. */
  | 'WRONG';

/** What an invoice of a subscription is for. */
export type InvoiceKind =
  /** A whole period: the first one, or a renewal. */
  | 'PERIOD'
  /** The rest of a period on a dearer plan. */
  | 'UPGRADE';

/** A language in which the server writes for people. */
export type Language =
  /** English. */
  | 'EN'
  /** Chinese, simplified. */
  | 'ZH';

/** What becomes of a message. */
export type MessageDecision =
  /** It stands. */
  | 'KEEP'
  /** Its text and attachments are removed for everybody. Nobody can bring them back. */
  | 'REMOVE';

/** Where a message stands that was flagged, or removed. */
export type MessageReviewState =
  /** An admin let it stand. Another user's flag opens it again. */
  | 'KEPT'
  /** It waits for an admin. */
  | 'OPEN'
  /** An admin removed its text and attachments, for good. */
  | 'REMOVED';

/** Who wrote a message. */
export type MessageRole =
  /** The model. */
  | 'ASSISTANT'
  /** The person. */
  | 'USER';

/** An amount of money. Never a fraction: `amount` counts the smallest units. */
export type MoneyInput = {
  /** Whole minor units of `currency`: 3500 in CNY are 35 yuan. */
  amount: string | number;
  /** ISO 4217 code in upper case, such as CNY. */
  currency: string;
};

/** What a package costs in one currency. */
export type PackagePriceInput = {
  /** Whole minor units for one: 3500 in CNY are 35 yuan. */
  amount: string | number;
  /** ISO 4217 code in upper case, such as CNY. */
  currency: string;
  /** What stands struck through beside it, above `amount`. Null: nothing. */
  listAmount?: string | number | null | undefined;
};

/** Who collects a payment. */
export type PaymentGateway =
  /** Paid with Razorpay's form; `verifyRazorpayPayment` follows it. */
  | 'RAZORPAY'
  /** Paid with Stripe.js. */
  | 'STRIPE';

/** A way to pay. */
export type PaymentMethod =
  /** Alipay, by a redirect. */
  | 'ALIPAY'
  /** Apple Pay, a wallet on a card. */
  | 'APPLE_PAY'
  /** Cryptocurrency; Stripe takes stablecoins, and only for prices in USD. */
  | 'BITCOIN'
  /** Credit or debit card. */
  | 'CARD'
  /** Google Pay, a wallet on a card. */
  | 'GOOGLE_PAY'
  /** A transfer from an Indian bank, through Razorpay. */
  | 'NETBANKING'
  /** UPI, India's instant transfer, through Razorpay. */
  | 'UPI'
  /** WeChat Pay, by a QR code in the browser. */
  | 'WECHAT_PAY';

/** Where a payment stands. */
export type PaymentStatus =
  /** Cancelled or expired; it cannot be paid any more. */
  | 'CANCELLED'
  /** The payer's bank disputes it, or took the money back; see `dispute`. */
  | 'DISPUTED'
  /** Declined; nothing was charged. It may still be paid with the same client secret. */
  | 'FAILED'
  /** A part was paid back. */
  | 'PARTIALLY_REFUNDED'
  /** Waiting for the payer. */
  | 'PENDING'
  /** The payer is done; the money is on its way. */
  | 'PROCESSING'
  /** All of it was paid back. */
  | 'REFUNDED'
  /** Paid, and the tokens are in the wallet. */
  | 'SUCCEEDED';

/** How long one paid period of a plan is, by the calendar. */
export type PlanInterval =
  /** A month. */
  | 'MONTH'
  /** A year. */
  | 'YEAR';

/** What one period of a plan costs. */
export type PlanPriceInput = {
  /** Whole minor units for one period: 4900 in CNY are 49 yuan. */
  amount: string | number;
  /** ISO 4217 code in upper case, such as CNY. */
  currency: string;
  /** How long the period is. */
  interval: PlanInterval;
};

/** What rates follow from. */
export type PricePolicy =
  /** Rates that an admin set for the model. */
  | 'ADMIN'
  /** The provider's price, times a margin. */
  | 'COST'
  /** One rate from the settings, for a server that publishes no prices. */
  | 'DEFAULT_RATE'
  /** Nothing, for what costs nothing. */
  | 'FREE'
  /** A wallet token for each model token, times a factor. */
  | 'TOKENS';

/** What a promo code gives. */
export type PromoKind =
  /** An amount off, in each of some currencies. */
  | 'AMOUNT'
  /** Tokens beyond those that are bought. */
  | 'BONUS_TOKENS'
  /** A percentage off. */
  | 'PERCENT';

/** Whether a key may be used now, and if not, why. */
export type ProviderKeyStatus =
  /** An admin has switched it off. */
  | 'DISABLED'
  /** Its provider did not accept it (401). Look after it; it is tried again after a rest. */
  | 'REFUSED'
  /** It has asked too often (429), for one model at least, and is used again after a rest. */
  | 'RESTING'
  /** No master key of this server opens it. */
  | 'UNREADABLE'
  /** It may be used. */
  | 'USABLE'
  /** It is at one of its limits. */
  | 'USED_UP'
  /** Its account has no credit (402). It is tried again after a rest. */
  | 'WITHOUT_CREDIT'
  /** The settings do not name its provider any more. */
  | 'WITHOUT_PROVIDER';

/** What an admin decides about something that is flagged. */
export type ReviewDecision =
  /** Ask the gateway how it stands now, and do what follows from that. */
  | 'CHECK_AGAIN'
  /** Grant the tokens of the payment, once, although amount, currency or metadata differ. The gateway must say that it is paid. */
  | 'CREDIT'
  /** Leave everything as it is. */
  | 'DISMISS'
  /** Pay all that is left back; tokens that were granted are taken with it. */
  | 'REFUND';

/** What is flagged. */
export type ReviewKind =
  /** A gateway's event that belongs to neither. */
  | 'EVENT'
  /** A payment. */
  | 'PAYMENT'
  /** A subscription. */
  | 'SUBSCRIPTION';

/** What a user may do. */
export type Role =
  /** Also sees and changes what belongs to others. */
  | 'ADMIN'
  /** Came without an account; may not buy, claim or share. */
  | 'GUEST'
  /** Uses the own wallet. */
  | 'USER';

/** What somebody may do with a conversation that is shared with them. */
export type ShareAccess =
  /** Read it, and flag its messages. */
  | 'READ'
  /** Chat in it as well, paying with their own tokens. */
  | 'WRITE';

/** Where a subscription stands. */
export type SubscriptionStatus =
  /** Paid for. */
  | 'ACTIVE'
  /** Ended, because somebody wanted it to end. */
  | 'CANCELLED'
  /** Ended, because it was not paid for. */
  | 'EXPIRED'
  /** Waits for its first payment, for 23 hours. */
  | 'INCOMPLETE'
  /** A renewal is not paid; Stripe goes on trying. */
  | 'PAST_DUE';

/** What somebody may do with a team. Each may do what those after it may. */
export type TeamRole =
  /** Invites and removes members, sets their caps, buys, and sees everybody's usage. */
  | 'ADMIN'
  /** Spends the team's tokens within their caps, and sees their own usage. */
  | 'MEMBER'
  /** Exactly one a team: makes admins, gives the team away, closes it. */
  | 'OWNER';

/** How a client should look. */
export type Theme =
  /** Light on dark. */
  | 'DARK'
  /** Dark on light. */
  | 'LIGHT'
  /** As the device does. */
  | 'SYSTEM';

/** What a ticket can be exported as. */
export type TicketFormat =
  /** JSON, with the names of `Ticket`. */
  | 'JSON'
  /** Markdown, with criteria to tick off. */
  | 'MARKDOWN'
  /** PDF, A4. */
  | 'PDF';

/** How soon a ticket is to be done. */
export type TicketPriority =
  /** Before others. */
  | 'HIGH'
  /** When there is time. */
  | 'LOW'
  /** In its turn. */
  | 'MEDIUM'
  /** At once. */
  | 'URGENT';

/** The unit of a series in time. */
export type TimeBucket =
  /** A calendar day of the time zone. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A calendar month of the time zone. */
  | 'MONTH'
  /** A calendar week of the time zone, from Monday on. */
  | 'WEEK';

/** Where tokens came from. */
export type TokenSource =
  /** Given by an admin. */
  | 'ADMIN'
  /** Given to a guest. */
  | 'ANONYMOUS'
  /** Claimed. */
  | 'CLAIM'
  /** Bought by somebody else, as a gift. */
  | 'GIFT'
  /** A promotion's. */
  | 'PROMO'
  /** Bought. */
  | 'PURCHASE'
  /** A reward for bringing somebody, or for being brought. */
  | 'REFERRAL'
  /** Free tokens that come again and again. */
  | 'REFILL'
  /** Back after a refund that failed. */
  | 'REFUND'
  /** A paid period of a plan. */
  | 'SUBSCRIPTION'
  /** Given to a new account. */
  | 'WELCOME';

/** Who counted the model tokens that are charged. */
export type UsageCounter =
  /** This server, by what was delivered: the provider sent no counts that can be true. */
  | 'LOCAL'
  /** The provider, at the end of its reply. */
  | 'PROVIDER'
  /** The provider, in its record of a reply that broke off. */
  | 'RECORD';

/** What the file is. */
export type UsageExportFormat =
  /** A table as text, in UTF-8. No cell is a formula. */
  | 'CSV'
  /** JSON Lines: an object a line. */
  | 'JSONL'
  /** A workbook, of as many sheets of 1,048,576 rows as it takes. No cell is a formula. */
  | 'XLSX';

/** How an export stands. */
export type UsageExportState =
  /** `cancelUsageExport` ended it. */
  | 'CANCELLED'
  /** Whoever took it went away before its end. It may be taken again. */
  | 'CUT'
  /** It was sent to its end. It may be taken again. */
  | 'DONE'
  /** Nobody has taken it yet. */
  | 'READY'
  /** It is being sent. */
  | 'RUNNING';

/** Which charges to show. What is null or absent does not limit. */
export type UsageFilterInput = {
  /** Charges for this conversation only. */
  conversationId?: string | null | undefined;
  /** Charges at this moment or later. */
  from?: string | null | undefined;
  /** Charges of this kind only. */
  kind?: UsageKind | null | undefined;
  /** Of a team's: charges of this user only. For owner and admins, or for oneself. */
  memberId?: string | null | undefined;
  /** Charges for this model only. */
  modelId?: string | null | undefined;
  /** Charges for models of this provider only. */
  provider?: string | null | undefined;
  /** Charges before this moment. */
  to?: string | null | undefined;
};

/** What a series of its own is made for each of. */
export type UsageGrouping =
  /** What tokens were used for, as `UsageKind` spells it. */
  | 'KIND'
  /** Members of a team who spent. */
  | 'MEMBER'
  /** Models. */
  | 'MODEL'
  /** Providers of models. */
  | 'PROVIDER';

/** What tokens were used for. */
export type UsageKind =
  /** A chat completion. */
  | 'CHAT'
  /** Work done elsewhere, charged by a program. */
  | 'EXTERNAL'
  /** A generated ticket. */
  | 'TICKET';

/** Which charges to sum up. What is null or absent does not limit. */
export type UsageStatsFilterInput = {
  /** Charges for this conversation only, of which a range may have at most 100,000. */
  conversationId?: string | null | undefined;
  /** Charges of this kind only. */
  kind?: UsageKind | null | undefined;
  /** Of a team's: charges of this user only. For owner and admins, or for oneself. */
  memberId?: string | null | undefined;
  /** Charges for this model only. */
  modelId?: string | null | undefined;
  /** Charges for models of this provider only. */
  provider?: string | null | undefined;
};

/** Which users to list. What is null or absent does not limit. */
export type UserFilter = {
  /** Users who can spend so many tokens or more, by `figures`. */
  availableLeast?: string | number | null | undefined;
  /** Users who can spend so many tokens or fewer, by `figures`. */
  availableMost?: string | number | null | undefined;
  /** Users who signed up at this moment or later. */
  createdFrom?: string | null | undefined;
  /** Users who signed up before this moment. */
  createdTo?: string | null | undefined;
  /** Users of this plan, by `figures`; that of who pays for none is `free`. */
  planId?: string | null | undefined;
  /** Users of this role; GUEST: those without account. */
  role?: Role | null | undefined;
  /** Users of this status. */
  status?: UserStatus | null | undefined;
  /** Whether the address was proved. */
  verified?: boolean | null | undefined;
};

/** What comes first in a list of users. */
export type UserSort =
  /** Who can spend most, by `figures`. */
  | 'BALANCE'
  /** By address, A to Z; only those who have one. */
  | 'EMAIL'
  /** Who was seen last; who never was comes last. */
  | 'LAST_SEEN'
  /** By name, A to Z, in any case. */
  | 'NAME'
  /** Who signed up last. */
  | 'NEWEST'
  /** Who signed up first. */
  | 'OLDEST'
  /** Who has spent most, by `figures`. */
  | 'SPENT';

/** Whether a user may act. */
export type UserStatus =
  /** May sign in and act. */
  | 'ACTIVE'
  /** Was deleted. The id stays, for the books. */
  | 'ERASED'
  /** Was deleted; what is left of them is being removed. */
  | 'ERASING'
  /** A guest who signed in to an account, which goes on for them. */
  | 'MERGED'
  /** May do nothing until an admin activates them. */
  | 'SUSPENDED';

/** What an entry of a wallet did. */
export type WalletEntryKind =
  /** Free tokens were claimed. */
  | 'CLAIM'
  /** An admin took tokens away. */
  | 'DEBIT'
  /** All tokens ended with the account or team. */
  | 'FORFEIT'
  /** A payment's tokens were kept from being spent by a dispute. */
  | 'FREEZE'
  /** Tokens came; `source` says where from. */
  | 'GRANT'
  /** Tokens were reserved for work that began. */
  | 'HOLD'
  /** A promotion's tokens were taken back with the payment. */
  | 'RECLAIM'
  /** Free tokens came again. */
  | 'REFILL'
  /** Reserved tokens came back, and none was spent. */
  | 'RELEASE'
  /** Tokens stay reserved for longer. */
  | 'RENEW'
  /** A payment's tokens were taken back with the money. */
  | 'REVOKE'
  /** Work ended: what it cost was spent, the rest came back. */
  | 'SETTLE'
  /** An admin set the balance. */
  | 'SET_AVAILABLE'
  /** Tokens were spent. */
  | 'SPEND'
  /** A dispute's end let a payment's tokens be spent again. */
  | 'UNFREEZE';

/** Which deliveries are listed. What is left out does not matter. */
export type WebhookDeliveryFilter = {
  /** Those to this endpoint. */
  endpointId?: string | null | undefined;
  /** Those of this event. */
  eventId?: string | null | undefined;
  /** Those of events of this type. */
  eventType?: WebhookEventType | null | undefined;
  /** Those that have come so far. */
  state?: WebhookDeliveryState | null | undefined;
};

/** How far a delivery has come. */
export type WebhookDeliveryState =
  /** The endpoint answered with a status of 2xx. */
  | 'DELIVERED'
  /** It is not tried any more, unless it is replayed. */
  | 'FAILED'
  /** It is tried, now or later. */
  | 'PENDING';

/** Why nothing is sent to an endpoint. */
export type WebhookDisabledReason =
  /** An admin switched it off. */
  | 'ADMIN'
  /** It took nothing for WEBHOOK_DISABLE_AFTER_DAYS days. */
  | 'FAILING'
  /** It answered with status 410. */
  | 'GONE';

/** What an event is about. docs/webhooks.md shows what each tells. */
export type WebhookEventType =
  /** A wallet's tokens changed; several changes within a second may be one event. */
  | 'BALANCE_CHANGED'
  /** A wallet fell below its threshold. */
  | 'BALANCE_LOW'
  /** The payer has the disputed money back. */
  | 'DISPUTE_LOST'
  /** A payer disputes a payment at their bank. */
  | 'DISPUTE_OPENED'
  /** The shop keeps the disputed money. */
  | 'DISPUTE_WON'
  /** An attempt to pay failed; another may follow. */
  | 'PAYMENT_FAILED'
  /** Money went back, all or a part. */
  | 'PAYMENT_REFUNDED'
  /** A payment's tokens were credited. */
  | 'PAYMENT_SUCCEEDED'
  /** It ended because somebody wanted it to. */
  | 'SUBSCRIPTION_CANCELLED'
  /** It ended because it was not paid for. */
  | 'SUBSCRIPTION_EXPIRED'
  /** A paid period's tokens were credited. */
  | 'SUBSCRIPTION_PAID'
  /** A renewal is not paid. */
  | 'SUBSCRIPTION_PAST_DUE'
  /** A plan was paid for first. */
  | 'SUBSCRIPTION_STARTED'
  /** An admin took that back. */
  | 'USER_ACTIVATED'
  /** An account was made. */
  | 'USER_CREATED'
  /** Nothing of the person is left here. */
  | 'USER_DELETED'
  /** An admin suspended a user. */
  | 'USER_SUSPENDED'
  /** An admin tried an endpoint. */
  | 'WEBHOOK_TEST';

/** What the tokens were used for. It prices nothing; it stands in `usageHistory`. */
export type WorkInput = {
  /** Model tokens read from the provider's cache. */
  cacheReadTokens?: string | number;
  /** Model tokens read and put into the provider's cache. */
  cacheWriteTokens?: string | number;
  /** Model tokens read, without cached ones. */
  inputTokens?: string | number;
  /** What kind of work it was. */
  kind?: UsageKind;
  /** The model, by whatever name: 1 to 200 characters. */
  modelId?: string | null | undefined;
  /** Model tokens written, without reasoning. */
  outputTokens?: string | number;
  /** Who ran the model: 1 to 200 characters. */
  provider?: string | null | undefined;
  /** Model tokens that the model thought with. */
  reasoningTokens?: string | number;
  /** What the caller calls the work: 1 to 200 characters. */
  reference?: string | null | undefined;
};

export type AcceptShareMutationVariables = Exact<{
  invitation: string;
}>;


export type AcceptShareMutation = { acceptShare:
    | { __typename: 'Conversation', id: string, title: string, access: ConversationAccess, messageCount: number, lastMessageAt: string, owner: { id: string, name: string | null } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type AcceptTeamInvitationMutationVariables = Exact<{
  token?: string | null | undefined;
  invitation?: string | null | undefined;
}>;


export type AcceptTeamInvitationMutation = { acceptTeamInvitation:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Team', id: string, name: string, role: TeamRole, createdAt: string, memberCount: number, balance: { available: string, held: string }, membership: { role: TeamRole, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null } }
   };

export type AcknowledgeAlertMutationVariables = Exact<{
  alertId: string;
  note: string;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert:
    | { alert: { id: string, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null } }
    | { code: string, message: string, retryable: boolean }
   };

export type ActivateUserMutationVariables = Exact<{
  userId: string;
  reason: string;
}>;


export type ActivateUserMutation = { activateUser:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'UserChanged', user: { id: string, email: string | null, status: UserStatus, role: Role } }
   };

export type AddProviderKeyMutationVariables = Exact<{
  provider: string;
  name: string;
  key: string;
  costPerMille?: number | null | undefined;
  requestsPerDay?: string | number | null | undefined;
  microdollarsPerDay?: string | number | null | undefined;
}>;


export type AddProviderKeyMutation = { addProviderKey:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'ProviderKeyAdded', providerKey: { id: string, provider: string, name: string, maskedKey: string, status: ProviderKeyStatus, enabled: boolean, costPerMille: number } }
   };

export type AlertsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  open?: boolean | null | undefined;
}>;


export type AlertsQuery = { alerts: { edges: Array<{ node: { id: string, kind: AlertKind, subject: string, detail: string, openedAt: string, seenAt: string, closedAt: string | null, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AllInvoicesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  userId?: string | null | undefined;
  currency?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type AllInvoicesQuery = { allInvoices: { edges: Array<{ node: { id: string, userId: string, kind: InvoiceKind, planId: string, tokens: string, paidAt: string, amount: { formatted: string }, refunded: { formatted: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AllPaymentsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  userId?: string | null | undefined;
  status?: PaymentStatus | null | undefined;
  method?: PaymentMethod | null | undefined;
  currency?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type AllPaymentsQuery = { allPayments: { edges: Array<{ node: { userId: string, flagged: boolean, payment: { id: string, status: PaymentStatus, tokens: string, method: PaymentMethod, createdAt: string, total: { formatted: string }, refunded: { formatted: string } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AllTeamsQueryVariables = Exact<{
  user?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AllTeamsQuery = { allTeams: { edges: Array<{ node: { id: string, name: string, walletId: string, createdAt: string, closedAt: string | null, owner: { id: string, name: string | null } | null, balance: { available: string, purchased: string, held: string, debt: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AllowanceQueryVariables = Exact<{ [key: string]: never; }>;


export type AllowanceQuery = { allowance: { planId: string, requestsToday: number, requestsPerDay: number | null, freeTokensThisMonth: string, freeTokensPerMonth: string | null, running: number, mostRunning: number, maxTokensPerRequest: number, premiumModels: boolean } };

export type ApiKeysQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ApiKeysQuery = { apiKeys: { edges: Array<{ node: { id: string, name: string, prefix: string, scopes: Array<ApiScope>, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditLogFilter | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { edges: Array<{ node: { id: string, at: string, action: string, targetId: string, reason: string | null, completedAt: string | null, outcome: string | null, adminId: string, admin: { email: string | null, name: string } | null, targetUser: { email: string | null, name: string } | null, details: Array<{ name: string, value: string }>, changes: Array<{ field: string, before: string | null, after: string | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AutoRefillQueryVariables = Exact<{ [key: string]: never; }>;


export type AutoRefillQuery = { autoRefill: { enabled: boolean, choice: AutoRefillChoice, interval: number | null, unit: AutoRefillUnit | null, amount: string | null, mode: AutoRefillMode | null, cap: string | null, timeZone: string | null, lastRefillAt: string | null, nextRefillAt: string | null } };

export type AutoTopUpQueryVariables = Exact<{ [key: string]: never; }>;


export type AutoTopUpQuery = { autoTopUp: { state: AutoTopUpState, reason: string | null, message: string | null, nextTryAt: string | null, charging: boolean, thresholdTokens: string, packageId: string, savedCardId: string, monthlyCap: { amount: string, currency: string, formatted: string }, spentThisMonth: { amount: string, currency: string, formatted: string } } | null, savedCards: Array<{ id: string, brand: string, last4: string, expiryMonth: number, expiryYear: number }> };

export type BalanceQueryVariables = Exact<{ [key: string]: never; }>;


export type BalanceQuery = { balance: { available: string, free: string, purchased: string, held: string, debt: string, lifetimePurchased: string, lifetimeSpent: string } };

export type BalanceChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type BalanceChangedSubscription = { balanceChanged: { available: string, held: string } };

export type BansQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type BansQuery = { bans: { edges: Array<{ node: { id: string, kind: BanSubject, subject: string, limit: string, inARow: number, since: string, until: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type BlockMutationVariables = Exact<{
  kind: BlockKind;
  value: string;
}>;


export type BlockMutation = { block:
    | { __typename: 'Blocked', block: { id: string, kind: BlockKind, value: string, createdAt: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type BlocksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type BlocksQuery = { blocks: { edges: Array<{ node: { id: string, kind: BlockKind, value: string, createdBy: string, createdAt: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type BulkGrantPreviewQueryVariables = Exact<{
  amount: string | number;
  role?: Role | null | undefined;
  planId?: string | null | undefined;
  verified?: boolean | null | undefined;
  createdFrom?: string | null | undefined;
  createdTo?: string | null | undefined;
  availableLeast?: string | number | null | undefined;
  availableMost?: string | number | null | undefined;
}>;


export type BulkGrantPreviewQuery = { bulkGrantPreview: { users: string, tokens: string } };

export type BulkGrantsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type BulkGrantsQuery = { bulkGrants: { edges: Array<{ node: { id: string, status: BulkGrantStatus, amount: string, expiresAt: string | null, createdAt: string, expectedUsers: string, granted: string, refused: string, endedAt: string | null, adminId: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CancelBulkGrantMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type CancelBulkGrantMutation = { cancelBulkGrant:
    | { __typename: 'BulkGrantChanged', bulkGrant: { id: string, status: BulkGrantStatus, expectedUsers: string, granted: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type CancelChatMutationVariables = Exact<{
  key: string;
}>;


export type CancelChatMutation = { cancelChat:
    | { __typename: 'ChatCancelRequested', idempotencyKey: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type CancelPurchaseMutationVariables = Exact<{
  paymentId: string;
  key: string;
}>;


export type CancelPurchaseMutation = { cancelPurchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentNotCancellable', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseCancelled', payment: { id: string, status: PaymentStatus } }
   };

export type CancelSubscriptionMutationVariables = Exact<{
  key: string;
}>;


export type CancelSubscriptionMutation = { cancelSubscription:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionChanged', subscription: { planId: string, nextPlanId: string | null, status: SubscriptionStatus, cancelAtPeriodEnd: boolean, currentPeriodEnd: string | null } }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
   };

export type CancelUsageExportMutationVariables = Exact<{
  export: string;
}>;


export type CancelUsageExportMutation = { cancelUsageExport:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'UsageExportCancelled', usageExport: { id: string, state: UsageExportState, rows: string } }
   };

export type CatalogPackagesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  retired?: boolean | null | undefined;
}>;


export type CatalogPackagesQuery = { catalogPackages: { edges: Array<{ node: { id: string, version: number, retired: boolean, order: number, name: string, tokens: string, popular: boolean, default: boolean, prices: Array<{ discountPercent: number | null, price: { amount: string, currency: string, formatted: string }, listPrice: { amount: string } | null }>, tiers: Array<{ quantity: number, discountPercent: number }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CatalogPlansQueryVariables = Exact<{
  after?: string | null | undefined;
  retired?: boolean | null | undefined;
}>;


export type CatalogPlansQuery = { catalogPlans: { edges: Array<{ node: { id: string, version: number, retired: boolean, order: number, graceDays: number, plan: { name: string, limits: { requestsPerDay: number | null, tokensPerMonth: string, maxTokensPerRequest: number, premiumModels: boolean, priority: number }, prices: Array<{ interval: PlanInterval, price: { amount: string, currency: string } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangeEmailMutationVariables = Exact<{
  newEmail: string;
  password: string;
}>;


export type ChangeEmailMutation = { changeEmail:
    | { __typename: 'EmailChangeStarted', newEmail: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type ChangePasswordMutationVariables = Exact<{
  currentPassword: string;
  newPassword: string;
  revokeApiKeys?: boolean;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PasswordChanged', sessionsEnded: number }
   };

export type ChangeShareMutationVariables = Exact<{
  share: string;
  access: ShareAccess;
}>;


export type ChangeShareMutation = { changeShare:
    | { __typename: 'ConversationShare', id: string, access: ShareAccess, person: { id: string, name: string | null } | null }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type ChangeSubscriptionMutationVariables = Exact<{
  planId: string;
  key: string;
}>;


export type ChangeSubscriptionMutation = { changeSubscription:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionChanged', subscription: { planId: string, nextPlanId: string | null, status: SubscriptionStatus, cancelAtPeriodEnd: boolean, currentPeriodEnd: string | null } }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
   };

export type ChatMutationVariables = Exact<{
  message: string;
  model?: string | null | undefined;
  conversation?: string | null | undefined;
  key: string;
}>;


export type ChatMutation = { chat:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', conversation: { id: string, title: string }, reply: { id: string, role: MessageRole, content: string, modelId: string | null, createdAt: string }, usage: { inputTokens: string, outputTokens: string, cacheReadTokens: string, cacheWriteTokens: string, reasoningTokens: string, cost: string }, balance: { available: string, held: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, suggestion: string, required: string, available: string, retryable: boolean, balance: { available: string } }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type ChatStreamSubscriptionVariables = Exact<{
  message: string;
  key: string;
}>;


export type ChatStreamSubscription = { chatStream:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', reply: { id: string, content: string }, usage: { inputTokens: string, outputTokens: string, cost: string }, balance: { available: string, held: string } }
    | { __typename: 'ChatDelta', index: number, text: string }
    | { __typename: 'ChatStarted', heldTokens: string, conversation: { id: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, required: string, available: string, retryable: boolean }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type ChatWithImagesMutationVariables = Exact<{
  message: string;
  attachments: Array<AttachmentInput> | AttachmentInput;
  model?: string | null | undefined;
  conversation?: string | null | undefined;
  key: string;
}>;


export type ChatWithImagesMutation = { chat:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean, attachmentIndex: number }
    | { __typename: 'ChatCompleted', attachmentsLeftOut: number, conversation: { id: string, title: string }, reply: { id: string, content: string, modelId: string | null }, usage: { inputTokens: string, outputTokens: string, images: number, cost: string, pricing: { input: string, output: string, image: string, version: string } | null }, balance: { available: string, held: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, suggestion: string, required: string, available: string, retryable: boolean }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean, modelId: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type ClaimMutationVariables = Exact<{
  key: string;
}>;


export type ClaimMutation = { claim:
    | { __typename: 'ClaimSucceeded', amount: string, nextClaimAt: string, balance: { available: string } }
    | { __typename: 'ClaimTooEarly', code: string, message: string, nextClaimAt: string, secondsLeft: number }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type ClaimStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type ClaimStatusQuery = { claimStatus: { amount: string, available: boolean, nextClaimAt: string | null, secondsLeft: number } };

export type ClientSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClientSettingsQuery = { clientSettings: { productName: string, termsUrl: string | null, privacyUrl: string | null, imprintUrl: string | null, languages: Array<Language>, features: Array<Feature>, currencies: Array<string>, guestsAllowed: boolean, registrationOpen: boolean, passwordSignIn: boolean, paymentsSimulated: boolean, publishableKey: string | null, simulatedPaymentsUrl: string | null, passwordMinimumCharacters: number, messageMaximumCharacters: number, imageMaximumBytes: number, signInProviders: Array<{ name: string, startPath: string }> } };

export type CloseTeamMutationVariables = Exact<{
  team: string;
  forfeit?: boolean | null | undefined;
}>;


export type CloseTeamMutation = { closeTeam:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamClosed', teamId: string }
   };

export type ConversationQueryVariables = Exact<{
  id: string;
}>;


export type ConversationQuery = { conversation: { id: string, title: string, access: ConversationAccess, messageCount: number, totalCost: string, lastMessageAt: string, owner: { id: string, name: string | null }, shares: Array<{ id: string, access: ShareAccess, expiresAt: string | null, acceptedAt: string | null, person: { id: string, name: string | null } | null }> | null } };

export type ConversationChangedSubscriptionVariables = Exact<{
  conversation?: string | null | undefined;
}>;


export type ConversationChangedSubscription = { conversationChanged: { kind: ConversationChangeKind, conversationId: string | null, conversation: { id: string, title: string, access: ConversationAccess, messageCount: number, lastMessageAt: string } | null, message: { id: string, role: MessageRole, content: string, author: { id: string, name: string | null } } | null, person: { id: string, name: string | null } | null } };

export type ConversationUsageQueryVariables = Exact<{
  conversation: string;
}>;


export type ConversationUsageQuery = { conversationUsage: { conversationId: string, requests: number, inputTokens: string, outputTokens: string, tokens: string, cost: string } };

export type ConversationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ConversationsQuery = { conversations: { edges: Array<{ node: { id: string, title: string, models: Array<string>, messageCount: number, totalTokens: string, totalCost: string, lastMessageAt: string, createdAt: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateApiKeyMutationVariables = Exact<{
  name: string;
  scopes: Array<ApiScope> | ApiScope;
  expiresAt?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type CreateApiKeyMutation = { createApiKey:
    | { __typename: 'ApiKeyCreated', token: string | null, apiKey: { id: string, name: string, prefix: string, scopes: Array<ApiScope>, expiresAt: string | null } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type CreateBillingPortalSessionMutationVariables = Exact<{
  key: string;
}>;


export type CreateBillingPortalSessionMutation = { createBillingPortalSession:
    | { __typename: 'BillingPortalSession', url: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
   };

export type CreateConversationMutationVariables = Exact<{
  title?: string | null | undefined;
}>;


export type CreateConversationMutation = { createConversation:
    | { __typename: 'Conversation', id: string, title: string, messageCount: number, lastMessageAt: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type CreatePackageMutationVariables = Exact<{
  id: string;
  name: string;
  tokens: string | number;
  prices: Array<PackagePriceInput> | PackagePriceInput;
}>;


export type CreatePackageMutation = { createPackage:
    | { __typename: 'CatalogEditStale', code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PackageSaved', package: { id: string, version: number, name: string, tokens: string } }
   };

export type CreatePlanMutationVariables = Exact<{
  id: string;
  name: string;
  prices: Array<PlanPriceInput> | PlanPriceInput;
  tokensPerMonth: string | number;
  maxTokens: number;
}>;


export type CreatePlanMutation = { createPlan:
    | { __typename: 'CatalogEditStale', code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PlanSaved', plan: { id: string, version: number } }
   };

export type CreatePromoCodeMutationVariables = Exact<{
  code: string;
  percent?: number | null | undefined;
  amounts?: Array<MoneyInput> | MoneyInput | null | undefined;
  bonusTokens?: string | number | null | undefined;
  totalCap?: number | null | undefined;
  endsAt?: string | null | undefined;
}>;


export type CreatePromoCodeMutation = { createPromoCode:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PromoCodeCreated', promoCode: { name: string, kind: PromoKind, percent: number | null, bonusTokens: string | null, totalCap: number | null, perUserCap: number | null, active: boolean } }
   };

export type CreateTeamMutationVariables = Exact<{
  name: string;
  key: string;
}>;


export type CreateTeamMutation = { createTeam:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Team', id: string, name: string, role: TeamRole, createdAt: string, memberCount: number, balance: { available: string, held: string }, membership: { role: TeamRole, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null } }
   };

export type CreateWebhookEndpointMutationVariables = Exact<{
  url: string;
  eventTypes?: Array<WebhookEventType> | WebhookEventType;
  description?: string;
}>;


export type CreateWebhookEndpointMutation = { createWebhookEndpoint:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookSecretShown', secret: string, endpoint: { id: string, url: string, eventTypes: Array<string>, enabled: boolean, createdAt: string } }
   };

export type DebitTokensMutationVariables = Exact<{
  userId: string;
  amount: string | number;
  reason: string;
  key: string;
}>;


export type DebitTokensMutation = { debitTokens:
    | { __typename: 'BalanceAdjusted', actionId: string, availableBefore: string, balance: { available: string, free: string, purchased: string, held: string, debt: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type DecideDisputeMutationVariables = Exact<{
  paymentId?: string | null | undefined;
  invoiceId?: string | null | undefined;
  disputeId: string;
  amount: string | number;
  reason: string;
  key: string;
}>;


export type DecideDisputeMutation = { decideDispute:
    | { __typename: 'DisputeDecided', disputeId: string, tokensTakenBack: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type DeclineTeamInvitationMutationVariables = Exact<{
  token?: string | null | undefined;
  invitation?: string | null | undefined;
}>;


export type DeclineTeamInvitationMutation = { declineTeamInvitation:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamInvitationEnded', invitationId: string }
   };

export type DeleteConversationMutationVariables = Exact<{
  conversation: string;
}>;


export type DeleteConversationMutation = { deleteConversation:
    | { __typename: 'ConversationDeleted', conversationId: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type DeleteMyAccountMutationVariables = Exact<{
  confirm: string;
  password?: string | null | undefined;
}>;


export type DeleteMyAccountMutation = { deleteMyAccount:
    | { __typename: 'AccountDeleted', userId: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type DeleteTicketMutationVariables = Exact<{
  ticket: string;
}>;


export type DeleteTicketMutation = { deleteTicket:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TicketDeleted', ticketId: string }
   };

export type DeleteWebhookEndpointMutationVariables = Exact<{
  endpoint: string;
}>;


export type DeleteWebhookEndpointMutation = { deleteWebhookEndpoint:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookEndpointDeleted', endpointId: string }
   };

export type EndShareMutationVariables = Exact<{
  share: string;
}>;


export type EndShareMutation = { endShare:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ShareEnded', shareId: string }
   };

export type EstimateQueryVariables = Exact<{
  message: string;
  attachments?: Array<AttachmentInput> | AttachmentInput | null | undefined;
  model?: string | null | undefined;
  conversation?: string | null | undefined;
  maxTokens?: number | null | undefined;
}>;


export type EstimateQuery = { estimate:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatEstimate', modelId: string, inputTokens: string, images: number, imageTokens: string, outputTokens: string, required: string, available: string, affordable: boolean, shortened: boolean, refusal: string | null, pricing: { input: string, output: string, cacheRead: string, cacheWrite: string, reasoning: string, image: string, version: string } }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type ExchangeSignInMutationVariables = Exact<{
  code: string;
  verifier: string;
  referralCode?: string | null | undefined;
}>;


export type ExchangeSignInMutation = { exchangeSignIn:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, role: Role, linkedProviders: Array<{ provider: string, email: string | null, linkedAt: string }> } }
    | { __typename: 'SessionInCookies', expiresAt: string, user: { id: string, email: string | null, role: Role } }
   };

export type ExportAllUsageMutationVariables = Exact<{
  format: UsageExportFormat;
  user?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  model?: string | null | undefined;
  kind?: UsageKind | null | undefined;
}>;


export type ExportAllUsageMutation = { exportAllUsage:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'UsageExportOffered', usageExport: { id: string, format: UsageExportFormat, state: UsageExportState, rows: string, progress: number, until: string, url: string | null, expiresAt: string } }
   };

export type ExportMyDataQueryVariables = Exact<{ [key: string]: never; }>;


export type ExportMyDataQuery = { exportMyData: { url: string, expiresAt: string } };

export type ExportUsageMutationVariables = Exact<{
  format: UsageExportFormat;
  filter?: UsageFilterInput | null | undefined;
  team?: string | null | undefined;
}>;


export type ExportUsageMutation = { exportUsage:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'UsageExportOffered', usageExport: { id: string, format: UsageExportFormat, state: UsageExportState, rows: string, progress: number, until: string, url: string | null, expiresAt: string } }
   };

export type FlagMessageMutationVariables = Exact<{
  message: string;
  reason: string;
}>;


export type FlagMessageMutation = { flagMessage:
    | { __typename: 'MessageFlag', messageId: string, reason: string, flaggedAt: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type FlaggedMessagesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  state?: MessageReviewState;
}>;


export type FlaggedMessagesQuery = { flaggedMessages: { edges: Array<{ node: { messageId: string, conversationId: string, authorId: string, role: MessageRole, content: string, modelId: string | null, state: MessageReviewState, since: string, flagCount: number, decidedBy: string | null, decidedAt: string | null, decisionReason: string | null, flags: Array<{ flaggedBy: string, category: FlagCategory, reason: string, flaggedAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GenerateTicketMutationVariables = Exact<{
  description: string;
  model?: string | null | undefined;
  key: string;
}>;


export type GenerateTicketMutation = { generateTicket:
    | { __typename: 'InsufficientTokens', code: string, message: string, suggestion: string, required: string, available: string, retryable: boolean, balance: { available: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', modelId: string, requiredPlanId: string, code: string, message: string, retryable: boolean }
    | { __typename: 'TicketGenerated', ticket: { id: string, title: string, description: string, acceptanceCriteria: Array<string>, priority: TicketPriority, labels: Array<string>, modelId: string, createdAt: string }, usage: { inputTokens: string, outputTokens: string, cost: string }, balance: { available: string, held: string } }
   };

export type GiftsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type GiftsQuery = { gifts: { edges: Array<{ node: { id: string, tokens: string, bonusTokens: string, message: string | null, giverName: string | null, receivedAt: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GrantTokensMutationVariables = Exact<{
  userId: string;
  amount: string | number;
  expiresAt?: string | null | undefined;
  reason: string;
  key: string;
}>;


export type GrantTokensMutation = { grantTokens:
    | { __typename: 'BalanceAdjusted', actionId: string, availableBefore: string, balance: { available: string, free: string, purchased: string, held: string, debt: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type HoldTokensMutationVariables = Exact<{
  user?: string | null | undefined;
  amount: string | number;
  seconds?: number | null | undefined;
  key: string;
}>;


export type HoldTokensMutation = { holdTokens:
    | { __typename: 'InsufficientTokens', required: string, available: string, suggestion: string, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'TokensHeld', hold: { id: string, amount: string, expiresAt: string }, balance: { available: string, held: string } }
   };

export type InviteTeamMemberMutationVariables = Exact<{
  team: string;
  email: string;
  role?: TeamRole;
  key: string;
}>;


export type InviteTeamMemberMutation = { inviteTeamMember:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamInvitation', id: string, teamId: string, teamName: string | null, email: string, role: TeamRole, expiresAt: string }
   };

export type LeaveConversationMutationVariables = Exact<{
  conversation: string;
}>;


export type LeaveConversationMutation = { leaveConversation:
    | { __typename: 'ConversationLeft', conversationId: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type LeaveTeamMutationVariables = Exact<{
  team: string;
}>;


export type LeaveTeamMutation = { leaveTeam:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamLeft', teamId: string }
   };

export type LiftBanMutationVariables = Exact<{
  ban: string;
}>;


export type LiftBanMutation = { liftBan:
    | { __typename: 'BanLifted', banId: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type LinkProviderMutationVariables = Exact<{
  code: string;
  verifier: string;
}>;


export type LinkProviderMutation = { linkProvider:
    | { __typename: 'LinkedProviders', providers: Array<{ provider: string, email: string | null, linkedAt: string }> }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type LoginMutationVariables = Exact<{
  email: string;
  password: string;
}>;


export type LoginMutation = { login:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, role: Role } }
    | { __typename: 'SessionInCookies' }
   };

export type LogoutMutationVariables = Exact<{
  refreshToken: string;
}>;


export type LogoutMutation = { logout:
    | { __typename: 'LoggedOut' }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type LogoutEverywhereMutationVariables = Exact<{
  keepCurrent?: boolean | null | undefined;
}>;


export type LogoutEverywhereMutation = { logoutEverywhere:
    | { __typename: 'LoggedOutEverywhere', sessionsEnded: number }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type LowBalanceSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LowBalanceSubscription = { lowBalance: { low: boolean, notice: { id: string, at: string, available: string, held: string, thresholdTokens: string } | null } };

export type LowBalanceNoticeQueryVariables = Exact<{ [key: string]: never; }>;


export type LowBalanceNoticeQuery = { lowBalanceNotice: { thresholdTokens: string, isDefault: boolean, byMail: boolean, low: boolean } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string | null, name: string, role: Role, createdAt: string, usage: { requests: number, tokens: string, cost: string } } };

export type MessagesQueryVariables = Exact<{
  conversation: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MessagesQuery = { messages: { edges: Array<{ node: { id: string, role: MessageRole, content: string, modelId: string | null, createdAt: string, usage: { inputTokens: string, outputTokens: string, cost: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MessagesInFullQueryVariables = Exact<{
  conversation: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MessagesInFullQuery = { messages: { edges: Array<{ node: { id: string, role: MessageRole, content: string, removedAt: string | null, notice: string | null, modelId: string | null, requestedModelId: string | null, finishReason: FinishReason | null, createdAt: string, usage: { inputTokens: string, outputTokens: string, cacheReadTokens: string, cacheWriteTokens: string, reasoningTokens: string, images: number, cost: string, countedBy: UsageCounter | null, pricing: { input: string, output: string, cacheRead: string, cacheWrite: string, reasoning: string, image: string, version: string, policy: PricePolicy | null } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelOverridesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ModelOverridesQuery = { modelOverrides: { edges: Array<{ node: { modelId: string, listed: boolean, hidden: boolean, premium: boolean, name: string | null, factorPerMille: number | null, marginPerMille: number | null, rates: { input: string, output: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelsQueryVariables = Exact<{
  first: number;
  search?: string | null | undefined;
  freeOnly?: boolean | null | undefined;
}>;


export type ModelsQuery = { models: { edges: Array<{ node: { id: string, name: string, provider: string, contextWindow: number | null, free: boolean, pricing: { input: string, output: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelsInFullQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type ModelsInFullQuery = { models: { edges: Array<{ node: { id: string, name: string, provider: string, contextWindow: number | null, free: boolean, premium: boolean, pricing: { input: string, output: string, cacheRead: string, cacheWrite: string, reasoning: string, image: string, version: string, policy: PricePolicy | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MyAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type MyAccountQuery = { me: { id: string, email: string | null, name: string, avatarUrl: string | null, initials: string, role: Role, createdAt: string, preferences: { theme: Theme, language: Language | null, chatModelId: string | null, ticketModelId: string | null }, subscription: { planId: string, status: SubscriptionStatus, paidUntil: string | null, limits: { requestsPerDay: number | null, tokensPerMonth: string, maxTokensPerRequest: number, premiumModels: boolean } } | null, allowance: { planId: string, requestsToday: number, requestsPerDay: number | null, freeTokensThisMonth: string, freeTokensPerMonth: string | null, premiumModels: boolean }, usage: { requests: number, tokens: string, cost: string } } };

export type OverviewQueryVariables = Exact<{
  from: string;
  to: string;
  bucket?: TimeBucket;
  timezone?: string;
}>;


export type OverviewQuery = { overview: { from: string, to: string, newUsers: number, totals: { requests: string, succeeded: string, failed: string, refused: string, successPercent: number | null, inputTokens: string, outputTokens: string, cost: string, providerCostNanodollars: string, priced: string, marginNanodollars: string, compared: string }, series: Array<{ start: string, newUsers: number, replies: { requests: string, failed: string } }>, providers: Array<{ provider: string, modelId: string | null, asked: string, providerFailures: string, providerFailurePercent: number | null, totals: { requests: string, succeeded: string, failed: string, refused: string, successPercent: number | null, inputTokens: string, outputTokens: string, cost: string, providerCostNanodollars: string, priced: string, marginNanodollars: string, compared: string }, failures: Array<{ reason: string, count: string }>, firstToken: { p50Ms: number | null, p95Ms: number | null, p99Ms: number | null, measured: string }, wholeReply: { p50Ms: number | null, p95Ms: number | null, p99Ms: number | null, measured: string } }>, models: Array<{ provider: string, modelId: string | null, asked: string, providerFailurePercent: number | null, totals: { requests: string, cost: string, providerCostNanodollars: string, marginNanodollars: string }, firstToken: { p50Ms: number | null, p95Ms: number | null }, wholeReply: { p50Ms: number | null, p95Ms: number | null } }>, revenue: Array<{ currency: string, method: PaymentMethod | null, sales: string, gross: { formatted: string }, tax: { formatted: string }, refunded: { formatted: string }, lost: { formatted: string }, disputed: { formatted: string }, net: { formatted: string } }>, payments: Array<{ currency: string, method: PaymentMethod, started: string, succeeded: string, failed: string, cancelled: string, waiting: string, reasons: Array<{ reason: string, count: string }> }>, activeUsers: { day: number, week: number, month: number } } };

export type PackageHistoryQueryVariables = Exact<{
  id?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PackageHistoryQuery = { packageHistory: { edges: Array<{ node: { packageId: string, change: CatalogChangeKind, at: string, adminId: string | null, before: { version: number, retired: boolean, order: number } | null, after: { version: number, retired: boolean, order: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PackagesQueryVariables = Exact<{ [key: string]: never; }>;


export type PackagesQuery = { packages: Array<{ id: string, name: string, tokens: string, popular: boolean, default: boolean, discountPercent: number | null, price: { amount: string, currency: string, formatted: string }, listPrice: { amount: string, currency: string, formatted: string } | null }> };

export type PaymentQueryVariables = Exact<{
  id: string;
}>;


export type PaymentQuery = { payment: { id: string, status: PaymentStatus, method: PaymentMethod, gateway: PaymentGateway, gatewayReference: string | null, packageId: string, tokens: string, bonusTokens: string, taxIncluded: boolean, tokensTakenBack: string, failureCode: string | null, failureReason: string | null, failureRetryable: boolean | null, createdAt: string, creditedAt: string | null, amount: { formatted: string }, tax: { formatted: string }, total: { formatted: string }, refunded: { formatted: string } } };

export type PaymentMethodsQueryVariables = Exact<{
  packageId: string;
}>;


export type PaymentMethodsQuery = { paymentMethods: Array<{ method: PaymentMethod, available: boolean, reason: string | null }> };

export type PaymentsForReviewQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type PaymentsForReviewQuery = { paymentsForReview: { edges: Array<{ node: { id: string, kind: ReviewKind, userId: string | null, decisions: Array<ReviewDecision>, flags: Array<{ reason: string, detail: string, at: string }>, payment: { status: PaymentStatus, tokens: string, gatewayReference: string | null } | null, event: { type: string, objectId: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PlanHistoryQueryVariables = Exact<{
  id?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlanHistoryQuery = { planHistory: { edges: Array<{ node: { planId: string, change: CatalogChangeKind, at: string, adminId: string | null, before: { version: number, retired: boolean, order: number } | null, after: { version: number, retired: boolean, order: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PlanSubscriptionQueryVariables = Exact<{ [key: string]: never; }>;


export type PlanSubscriptionQuery = { subscription: { id: string, planId: string, nextPlanId: string | null, status: SubscriptionStatus, interval: PlanInterval, currentPeriodStart: string | null, currentPeriodEnd: string | null, cancelAtPeriodEnd: boolean, periodTokens: string, paidUntil: string | null, endedAt: string | null, price: { amount: string, currency: string, formatted: string }, limits: { requestsPerDay: number | null, tokensPerMonth: string, maxTokensPerRequest: number, premiumModels: boolean, priority: number } } | null };

export type PlansQueryVariables = Exact<{
  currency?: string | null | undefined;
}>;


export type PlansQuery = { plans: Array<{ id: string, name: string, prices: Array<{ interval: PlanInterval, tokens: string, price: { amount: string, currency: string, formatted: string } }>, limits: { requestsPerDay: number | null, tokensPerMonth: string, maxTokensPerRequest: number, premiumModels: boolean, priority: number } }> };

export type PriceQuoteQueryVariables = Exact<{
  packageId: string;
  quantity?: number;
  promoCode?: string | null | undefined;
}>;


export type PriceQuoteQuery = { priceQuote:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PriceQuote', tokens: string, bonusTokens: string, promoCode: string | null, subtotal: { amount: string, currency: string }, discounts: Array<{ kind: DiscountKind, promoCode: string | null, amount: { amount: string } }>, amount: { amount: string, currency: string, formatted: string } }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean, minimum: { amount: string, currency: string } | null }
   };

export type PriceVersionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  version?: string | null | undefined;
}>;


export type PriceVersionsQuery = { priceVersions: { edges: Array<{ node: { version: string, policy: PricePolicy, recordedAt: string, perMille: number | null, walletTokenNanodollars: string | null, rates: { input: string, output: string, cacheRead: string, cacheWrite: string, reasoning: string, image: string }, providerPrices: Array<{ kind: string, dollars: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PromoCodesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PromoCodesQuery = { promoCodes: { edges: Array<{ node: { id: string, name: string, kind: PromoKind, percent: number | null, bonusTokens: string | null, totalCap: number | null, redeemed: string, active: boolean, amounts: Array<{ amount: string, currency: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProviderKeysQueryVariables = Exact<{
  provider?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ProviderKeysQuery = { providerKeys: { edges: Array<{ node: { id: string, provider: string, name: string, maskedKey: string, inSettings: boolean, status: ProviderKeyStatus, needsAttention: boolean, restsUntil: string | null, restsBecause: string | null, enabled: boolean, costPerMille: number, requestsPerDay: string | null, requestsPerMonth: string | null, microdollarsPerDay: string | null, microdollarsPerMonth: string | null, requestsToday: string, requestsThisMonth: string, microdollarsToday: string, microdollarsThisMonth: string, createdAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PurchaseMutationVariables = Exact<{
  packageId: string;
  method: PaymentMethod;
  key: string;
}>;


export type PurchaseMutation = { purchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentMethodUnavailable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseStarted', clientSecret: string, publishableKey: string, expiresAt: string, payment: { id: string, status: PaymentStatus, tokens: string, gatewayReference: string | null, amount: { amount: string, currency: string, formatted: string } } }
   };

export type PurchaseByPageMutationVariables = Exact<{
  packageId: string;
  method: PaymentMethod;
  key: string;
}>;


export type PurchaseByPageMutation = { purchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentMethodUnavailable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseStarted', paymentPageUrl: string | null, expiresAt: string, payment: { id: string, status: PaymentStatus, tokens: string, amount: { formatted: string } } }
   };

export type PurchaseGiftMutationVariables = Exact<{
  packageId: string;
  method: PaymentMethod;
  key: string;
  giftTo: string;
  message?: string | null | undefined;
}>;


export type PurchaseGiftMutation = { purchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentMethodUnavailable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseStarted', clientSecret: string, publishableKey: string, expiresAt: string, payment: { id: string, status: PaymentStatus, tokens: string, amount: { amount: string, currency: string }, gift: { message: string | null } | null } }
   };

export type PurchaseWithTaxMutationVariables = Exact<{
  packageId: string;
  method: PaymentMethod;
  key: string;
  address: BillingAddressInput;
}>;


export type PurchaseWithTaxMutation = { purchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentMethodUnavailable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseStarted', clientSecret: string, publishableKey: string, expiresAt: string, payment: { id: string, status: PaymentStatus, tokens: string, taxIncluded: boolean, amount: { amount: string, currency: string, formatted: string }, tax: { formatted: string }, total: { amount: string, formatted: string } } }
   };

export type PurchasesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PurchasesQuery = { purchases: { edges: Array<{ node: { id: string, status: PaymentStatus, method: PaymentMethod, packageId: string, tokens: string, failureReason: string | null, createdAt: string, amount: { amount: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReceiptQueryVariables = Exact<{
  paymentId: string;
  language?: Language | null | undefined;
}>;


export type ReceiptQuery = { receipt: { number: string, url: string, expiresAt: string } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, role: Role } }
    | { __typename: 'SessionInCookies' }
   };

export type RefundInvoiceMutationVariables = Exact<{
  invoiceId: string;
  amount?: string | number | null | undefined;
  reason: string;
  key: string;
}>;


export type RefundInvoiceMutation = { refundInvoice:
    | { __typename: 'InvoiceRefunded', refundId: string, tokensTakenBack: string, amount: { formatted: string }, refunded: { formatted: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'RefundRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
    | { __typename: 'RefundTooLarge', code: string, message: string, retryable: boolean }
   };

export type RefundPaymentMutationVariables = Exact<{
  paymentId: string;
  amount?: string | number | null | undefined;
  reason: string;
  key: string;
}>;


export type RefundPaymentMutation = { refundPayment:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentNotRefundable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefunded', refundId: string, amount: { formatted: string }, payment: { status: PaymentStatus, tokensTakenBack: string } }
    | { __typename: 'RefundRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
    | { __typename: 'RefundTooLarge', code: string, message: string, retryable: boolean }
   };

export type RegenerateReplyMutationVariables = Exact<{
  reply: string;
  model?: string | null | undefined;
  fallbacks?: Array<string> | string | null | undefined;
  key: string;
}>;


export type RegenerateReplyMutation = { regenerateReply:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', messagesLeftOut: number, conversation: { id: string, title: string, messageCount: number, totalTokens: string, totalCost: string }, reply: { id: string, parentId: string | null, versionIds: Array<string>, content: string, modelId: string | null, createdAt: string }, usage: { inputTokens: string, outputTokens: string, cacheReadTokens: string, cacheWriteTokens: string, reasoningTokens: string, cost: string }, balance: { available: string, held: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, suggestion: string, required: string, available: string, retryable: boolean, balance: { available: string } }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type RegenerateReplyStreamSubscriptionVariables = Exact<{
  reply: string;
  key: string;
}>;


export type RegenerateReplyStreamSubscription = { regenerateReplyStream:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', reply: { id: string, parentId: string | null, content: string }, usage: { inputTokens: string, outputTokens: string, cost: string }, balance: { available: string, held: string } }
    | { __typename: 'ChatDelta', index: number, text: string }
    | { __typename: 'ChatStarted', heldTokens: string, messagesLeftOut: number, conversation: { id: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, required: string, available: string, retryable: boolean }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type RegisterMutationVariables = Exact<{
  email: string;
  password: string;
}>;


export type RegisterMutation = { register:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, role: Role } }
    | { __typename: 'SessionInCookies' }
   };

export type RegisterInFullMutationVariables = Exact<{
  email: string;
  password: string;
  name: string;
  referralCode?: string | null | undefined;
}>;


export type RegisterInFullMutation = { register:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, name: string, role: Role } }
    | { __typename: 'SessionInCookies', expiresAt: string, user: { id: string, email: string | null, name: string, role: Role } }
   };

export type ReleaseHoldMutationVariables = Exact<{
  user?: string | null | undefined;
  hold: string;
}>;


export type ReleaseHoldMutation = { releaseHold:
    | { __typename: 'HoldReleased', returned: string, balance: { available: string, held: string } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type RemoveModelOverrideMutationVariables = Exact<{
  model: string;
}>;


export type RemoveModelOverrideMutation = { removeModelOverride:
    | { __typename: 'ModelOverrideRemoved', modelId: string, listed: boolean }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type RemoveProviderKeyMutationVariables = Exact<{
  key: string;
}>;


export type RemoveProviderKeyMutation = { removeProviderKey:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'ProviderKeyRemoved', keyId: string }
   };

export type RemoveSavedCardMutationVariables = Exact<{
  savedCardId: string;
}>;


export type RemoveSavedCardMutation = { removeSavedCard:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SavedCardRemoved', savedCardId: string }
   };

export type RemoveTeamMemberMutationVariables = Exact<{
  team: string;
  member: string;
}>;


export type RemoveTeamMemberMutation = { removeTeamMember:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamMemberRemoved', teamId: string, memberId: string }
   };

export type RenameConversationMutationVariables = Exact<{
  conversation: string;
  title: string;
}>;


export type RenameConversationMutation = { renameConversation:
    | { __typename: 'Conversation', id: string, title: string, messageCount: number, lastMessageAt: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type RenameTeamMutationVariables = Exact<{
  team: string;
  name: string;
}>;


export type RenameTeamMutation = { renameTeam:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Team', id: string, name: string }
   };

export type RenewHoldMutationVariables = Exact<{
  user?: string | null | undefined;
  hold: string;
  seconds?: number | null | undefined;
}>;


export type RenewHoldMutation = { renewHold:
    | { __typename: 'HoldRenewed', hold: { id: string, amount: string, expiresAt: string } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type RenewSessionMutationVariables = Exact<{
  refreshToken?: string | null | undefined;
}>;


export type RenewSessionMutation = { refreshSession:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string }
    | { __typename: 'SessionInCookies', expiresAt: string }
   };

export type ReplayWebhookDeliveriesMutationVariables = Exact<{
  endpoint: string;
  from: string;
  to: string;
  key: string;
}>;


export type ReplayWebhookDeliveriesMutation = { replayWebhookDeliveries:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookDeliveriesQueued', deliveries: number, more: boolean }
   };

export type ReplayWebhookDeliveryMutationVariables = Exact<{
  delivery: string;
}>;


export type ReplayWebhookDeliveryMutation = { replayWebhookDelivery:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookDeliveryQueued', delivery: { id: string, eventId: string, eventType: string, state: WebhookDeliveryState, nextTryAt: string | null } }
   };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PasswordResetRequested' }
   };

export type ResendTeamInvitationMutationVariables = Exact<{
  invitation: string;
}>;


export type ResendTeamInvitationMutation = { resendTeamInvitation:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamInvitation', id: string, teamId: string, teamName: string | null, email: string, role: TeamRole, expiresAt: string }
   };

export type ResetPasswordMutationVariables = Exact<{
  token: string;
  newPassword: string;
}>;


export type ResetPasswordMutation = { resetPassword:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PasswordReset' }
   };

export type ResolveReviewMutationVariables = Exact<{
  reviewId: string;
  decision: ReviewDecision;
  reason: string;
  key: string;
}>;


export type ResolveReviewMutation = { resolveReview:
    | { code: string, message: string, retryable: boolean }
    | { review: { id: string, flags: Array<{ reason: string, detail: string }>, payment: { status: PaymentStatus, creditedAt: string | null } | null } }
   };

export type RestorePackageMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RestorePackageMutation = { restorePackage:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PackageSaved', package: { id: string, version: number, retired: boolean } }
   };

export type RestorePlanMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RestorePlanMutation = { restorePlan:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PlanSaved', plan: { id: string, version: number, retired: boolean } }
   };

export type ResumableChatSubscriptionVariables = Exact<{
  message: string;
  model?: string | null | undefined;
  conversation?: string | null | undefined;
  key: string;
  afterIndex?: number;
  afterAttempt?: number | null | undefined;
}>;


export type ResumableChatSubscription = { chatStream:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', reply: { id: string, finishReason: FinishReason | null }, usage: { inputTokens: string, outputTokens: string, cost: string }, balance: { available: string, held: string } }
    | { __typename: 'ChatDelta', index: number, nextIndex: number, text: string }
    | { __typename: 'ChatStarted', attempt: number, heldTokens: string, conversation: { id: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, required: string, available: string, retryable: boolean }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type ResumeFirstPaymentMutationVariables = Exact<{
  subscriptionId: string;
}>;


export type ResumeFirstPaymentMutation = { resumeFirstPayment:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionStarted', clientSecret: string | null, publishableKey: string, paymentPageUrl: string | null, subscription: { id: string, planId: string, status: SubscriptionStatus } }
   };

export type ResumePurchaseMutationVariables = Exact<{
  paymentId: string;
}>;


export type ResumePurchaseMutation = { resumePurchase:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PurchaseStarted', clientSecret: string, publishableKey: string, paymentPageUrl: string | null, expiresAt: string, payment: { id: string, status: PaymentStatus, resumable: boolean, tokens: string, gatewayReference: string | null, amount: { amount: string, currency: string, formatted: string } } }
   };

export type ResumeSubscriptionMutationVariables = Exact<{
  key: string;
}>;


export type ResumeSubscriptionMutation = { resumeSubscription:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionChanged', subscription: { planId: string, nextPlanId: string | null, status: SubscriptionStatus, cancelAtPeriodEnd: boolean, currentPeriodEnd: string | null } }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
   };

export type RetirePackageMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RetirePackageMutation = { retirePackage:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PackageSaved', package: { id: string, version: number, retired: boolean } }
   };

export type RetirePlanMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RetirePlanMutation = { retirePlan:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PlanSaved', plan: { id: string, version: number, retired: boolean } }
   };

export type ReviewMessageMutationVariables = Exact<{
  message: string;
  decision: MessageDecision;
  reason: string;
}>;


export type ReviewMessageMutation = { reviewMessage:
    | { __typename: 'MessageReviewed', reviewed: { messageId: string, state: MessageReviewState, content: string, flagCount: number, decidedAt: string | null } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  apiKeyId: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey:
    | { __typename: 'ApiKeyRevoked', apiKey: { id: string, revokedAt: string | null } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type RevokeSessionMutationVariables = Exact<{
  sessionId: string;
}>;


export type RevokeSessionMutation = { revokeSession:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'SessionRevoked', sessionId: string }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  endpoint: string;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookSecretShown', secret: string, endpoint: { id: string, url: string, rotatedAt: string | null } }
   };

export type SendTestEventMutationVariables = Exact<{
  endpoint: string;
}>;


export type SendTestEventMutation = { sendTestEvent:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookDeliveryQueued', delivery: { id: string, eventId: string, eventType: string, state: WebhookDeliveryState, nextTryAt: string | null } }
   };

export type SendVerificationEmailMutationVariables = Exact<{
  key?: string | null | undefined;
}>;


export type SendVerificationEmailMutation = { sendVerificationEmail:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'VerificationEmailSent', email: string }
   };

export type SessionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionsQuery = { sessions: { edges: Array<{ node: { id: string, device: string | null, network: string | null, openedAt: string, lastUsedAt: string, expiresAt: string, current: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SetAutoRefillMutationVariables = Exact<{
  user: string;
  choice: AutoRefillChoice;
  interval?: number | null | undefined;
  unit?: AutoRefillUnit | null | undefined;
  amount?: string | number | null | undefined;
  mode?: AutoRefillMode | null | undefined;
  cap?: string | number | null | undefined;
  zone?: string | null | undefined;
  start?: string | null | undefined;
  reason: string;
}>;


export type SetAutoRefillMutation = { setAutoRefill:
    | { __typename: 'AutoRefillSet', autoRefill: { enabled: boolean, choice: AutoRefillChoice, interval: number | null, unit: AutoRefillUnit | null, amount: string | null, mode: AutoRefillMode | null, cap: string | null, timeZone: string | null, lastRefillAt: string | null, nextRefillAt: string | null } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type SetAutoTopUpMutationVariables = Exact<{
  thresholdTokens: string | number;
  packageId: string;
  monthlyCap: MoneyInput;
  savedCardId: string;
  consent: boolean;
  key: string;
}>;


export type SetAutoTopUpMutation = { setAutoTopUp:
    | { __typename: 'AutoTopUpSaved', autoTopUp: { state: AutoTopUpState, reason: string | null, monthlyCap: { formatted: string }, spentThisMonth: { formatted: string } } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type SetBalanceMutationVariables = Exact<{
  userId: string;
  available: string | number;
  reason: string;
  key: string;
}>;


export type SetBalanceMutation = { setBalance:
    | { __typename: 'BalanceAdjusted', actionId: string, availableBefore: string, balance: { available: string, free: string, purchased: string, held: string, debt: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type SetLowBalanceNoticeMutationVariables = Exact<{
  threshold?: string | number | null | undefined;
  byMail?: boolean;
}>;


export type SetLowBalanceNoticeMutation = { setLowBalanceNotice:
    | { __typename: 'LowBalanceSettingsSaved', settings: { thresholdTokens: string, isDefault: boolean, byMail: boolean, low: boolean } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type SetModelOverrideMutationVariables = Exact<{
  model: string;
  hidden?: boolean | null | undefined;
  premium?: boolean | null | undefined;
  name?: string | null | undefined;
  factorPerMille?: number | null | undefined;
}>;


export type SetModelOverrideMutation = { setModelOverride:
    | { __typename: 'ModelOverrideSet', override: { modelId: string, listed: boolean, hidden: boolean, premium: boolean, name: string | null, factorPerMille: number | null, marginPerMille: number | null, rates: { input: string, output: string } | null } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type SetTeamMemberCapsMutationVariables = Exact<{
  team: string;
  member: string;
  daily?: string | number | null | undefined;
  monthly?: string | number | null | undefined;
}>;


export type SetTeamMemberCapsMutation = { setTeamMemberCaps:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamMember', role: TeamRole, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null, person: { id: string, name: string | null } }
   };

export type SetTeamMemberRoleMutationVariables = Exact<{
  team: string;
  member: string;
  role: TeamRole;
}>;


export type SetTeamMemberRoleMutation = { setTeamMemberRole:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamMember', role: TeamRole, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null, person: { id: string, name: string | null } }
   };

export type SetUserRoleMutationVariables = Exact<{
  userId: string;
  role: Role;
  reason: string;
}>;


export type SetUserRoleMutation = { setUserRole:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'UserChanged', user: { id: string, email: string | null, status: UserStatus, role: Role } }
   };

export type SettleHoldMutationVariables = Exact<{
  user?: string | null | undefined;
  hold: string;
  amount: string | number;
  work?: WorkInput | null | undefined;
}>;


export type SettleHoldMutation = { settleHold:
    | { __typename: 'HoldSettled', cost: string, returned: string, balance: { available: string, held: string } }
    | { __typename: 'OperationRefused', code: string, message: string }
   };

export type ShareConversationMutationVariables = Exact<{
  conversation: string;
  access: ShareAccess;
  key: string;
}>;


export type ShareConversationMutation = { shareConversation:
    | { __typename: 'ConversationShared', invitation: string | null, share: { id: string, access: ShareAccess, expiresAt: string | null, acceptedAt: string | null, person: { id: string, name: string | null } | null } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type ShowBranchMutationVariables = Exact<{
  message: string;
}>;


export type ShowBranchMutation = { showBranch:
    | { __typename: 'Conversation', id: string, title: string, messageCount: number, lastMessageAt: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type SignInProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInProvidersQuery = { signInProviders: Array<{ name: string, startPath: string }> };

export type SpendTokensMutationVariables = Exact<{
  user?: string | null | undefined;
  amount: string | number;
  work?: WorkInput | null | undefined;
  key: string;
}>;


export type SpendTokensMutation = { spendTokens:
    | { __typename: 'InsufficientTokens', required: string, available: string, suggestion: string, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'TokensSpent', cost: string, balance: { available: string, held: string } }
   };

export type StartBulkGrantMutationVariables = Exact<{
  amount: string | number;
  mostUsers: string | number;
  reason: string;
  key: string;
  expiresAt?: string | null | undefined;
  role?: Role | null | undefined;
  planId?: string | null | undefined;
  verified?: boolean | null | undefined;
  createdFrom?: string | null | undefined;
  createdTo?: string | null | undefined;
  availableLeast?: string | number | null | undefined;
  availableMost?: string | number | null | undefined;
}>;


export type StartBulkGrantMutation = { startBulkGrant:
    | { __typename: 'BulkGrantChanged', bulkGrant: { id: string, status: BulkGrantStatus, expectedUsers: string, granted: string } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type StartCardSetupMutationVariables = Exact<{
  consent: boolean;
  key: string;
}>;


export type StartCardSetupMutation = { startCardSetup:
    | { __typename: 'CardSetupStarted', clientSecret: string, publishableKey: string, pageUrl: string | null }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type StartCheckoutMutationVariables = Exact<{
  packageId: string;
  successUrl: string;
  cancelUrl: string;
  key: string;
}>;


export type StartCheckoutMutation = { startCheckout:
    | { __typename: 'CheckoutStarted', url: string | null, expiresAt: string, payment: { id: string, status: PaymentStatus } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentMethodUnavailable', code: string, message: string, retryable: boolean }
    | { __typename: 'PaymentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PromoCodeRefused', code: string, message: string, retryable: boolean }
   };

export type StartGuestSessionMutationVariables = Exact<{
  deviceKey: string;
}>;


export type StartGuestSessionMutation = { startGuestSession:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Session', accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, name: string, role: Role } }
    | { __typename: 'SessionInCookies' }
   };

export type StopAutoTopUpMutationVariables = Exact<{
  key: string;
}>;


export type StopAutoTopUpMutation = { stopAutoTopUp:
    | { __typename: 'AutoTopUpSaved', autoTopUp: { state: AutoTopUpState } }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type SubscribeMutationVariables = Exact<{
  planId: string;
  interval?: PlanInterval;
  currency?: string | null | undefined;
  key: string;
}>;


export type SubscribeMutation = { subscribe:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionRefused', gatewayCode: string, code: string, message: string, retryable: boolean }
    | { __typename: 'SubscriptionStarted', clientSecret: string | null, publishableKey: string, paymentPageUrl: string | null, subscription: { id: string, planId: string, status: SubscriptionStatus } }
   };

export type SuspendUserMutationVariables = Exact<{
  userId: string;
  reason: string;
}>;


export type SuspendUserMutation = { suspendUser:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'UserChanged', user: { id: string, email: string | null, status: UserStatus, role: Role } }
   };

export type TeamQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamQuery = { team: { id: string, name: string, role: TeamRole, createdAt: string, memberCount: number, balance: { available: string, free: string, purchased: string, held: string, debt: string, lifetimePurchased: string, lifetimeSpent: string }, members: { edges: Array<{ node: { role: TeamRole, joinedAt: string, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null, person: { id: string, name: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, invitations: { edges: Array<{ node: { id: string, email: string, role: TeamRole, sentAt: string, expiresAt: string, invitedBy: { id: string, name: string | null } } }> } | null } };

export type TeamChatMutationVariables = Exact<{
  team: string;
  message: string;
  key: string;
  maxTokens?: number | null | undefined;
}>;


export type TeamChatMutation = { chat:
    | { __typename: 'AttachmentRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ChatCompleted', conversation: { id: string }, reply: { id: string, content: string }, usage: { cost: string }, balance: { available: string } }
    | { __typename: 'InsufficientTokens', code: string, message: string, retryable: boolean }
    | { __typename: 'ModelTakesNoImages', code: string, message: string, retryable: boolean }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Paywall', code: string, message: string, retryable: boolean }
   };

export type TeamInvitationQueryVariables = Exact<{
  token: string;
}>;


export type TeamInvitationQuery = { teamInvitation: { id: string, teamId: string, teamName: string | null, email: string, role: TeamRole, expiresAt: string, invitedBy: { id: string, name: string | null } } };

export type TeamInvitationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamInvitationsQuery = { teamInvitations: { edges: Array<{ node: { id: string, teamId: string, teamName: string | null, email: string, role: TeamRole, expiresAt: string, invitedBy: { id: string, name: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamUsageQueryVariables = Exact<{
  team: string;
  member?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamUsageQuery = { usageHistory: { edges: Array<{ node: { id: string, at: string, kind: UsageKind, modelId: string | null, cost: string, balanceAfter: string, member: { id: string, name: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamsQuery = { teams: { edges: Array<{ node: { id: string, name: string, role: TeamRole, balance: { available: string }, membership: { dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TestProviderKeyMutationVariables = Exact<{
  key: string;
  model?: string | null | undefined;
}>;


export type TestProviderKeyMutation = { testProviderKey:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'ProviderKeyTested', ok: boolean, failureCode: string | null, failureMessage: string | null, modelId: string, milliseconds: number, providerKey: { id: string, status: ProviderKeyStatus, restsUntil: string | null } }
   };

export type TicketExportQueryVariables = Exact<{
  ticket: string;
  format: TicketFormat;
}>;


export type TicketExportQuery = { ticketExport: { url: string, expiresAt: string } };

export type TicketLimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type TicketLimitsQuery = { ticketLimits: { descriptionCharacters: number, titleCharacters: number, acceptanceCriteria: number, labels: number, preferredModelId: string } };

export type TicketsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TicketsQuery = { tickets: { edges: Array<{ node: { id: string, title: string, priority: TicketPriority, labels: Array<string>, acceptanceCriteria: Array<string>, createdAt: string, usage: { inputTokens: string, outputTokens: string, cost: string, countedBy: UsageCounter | null, pricing: { input: string, output: string, version: string, policy: PricePolicy | null } | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TransferTeamMutationVariables = Exact<{
  team: string;
  member: string;
}>;


export type TransferTeamMutation = { transferTeam:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamMember', role: TeamRole, dailyCap: string | null, monthlyCap: string | null, usedToday: string | null, usedThisMonth: string | null, person: { id: string, name: string | null } }
   };

export type UnblockMutationVariables = Exact<{
  block: string;
}>;


export type UnblockMutation = { unblock:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'Unblocked', blockId: string }
   };

export type UnlinkProviderMutationVariables = Exact<{
  provider: string;
}>;


export type UnlinkProviderMutation = { unlinkProvider:
    | { __typename: 'LinkedProviders', providers: Array<{ provider: string, email: string | null, linkedAt: string }> }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type UpdatePackageMutationVariables = Exact<{
  id: string;
  version: number;
  name?: string | null | undefined;
  tokens?: string | number | null | undefined;
  prices?: Array<PackagePriceInput> | PackagePriceInput | null | undefined;
}>;


export type UpdatePackageMutation = { updatePackage:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PackageSaved', package: { id: string, version: number, name: string, tokens: string } }
   };

export type UpdatePlanMutationVariables = Exact<{
  id: string;
  version: number;
  name?: string | null | undefined;
  prices?: Array<PlanPriceInput> | PlanPriceInput | null | undefined;
  tokensPerMonth?: string | number | null | undefined;
}>;


export type UpdatePlanMutation = { updatePlan:
    | { __typename: 'CatalogEditStale', currentVersion: number, code: string, message: string }
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PlanSaved', plan: { id: string, version: number } }
   };

export type UpdatePreferencesMutationVariables = Exact<{
  theme?: Theme | null | undefined;
  language?: Language | null | undefined;
  chatModel?: string | null | undefined;
  ticketModel?: string | null | undefined;
}>;


export type UpdatePreferencesMutation = { updatePreferences:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'PreferencesUpdated', user: { id: string, preferences: { theme: Theme, language: Language | null, chatModelId: string | null, ticketModelId: string | null } } }
   };

export type UpdateProfileMutationVariables = Exact<{
  name?: string | null | undefined;
  avatarUrl?: string | null | undefined;
}>;


export type UpdateProfileMutation = { updateProfile:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'ProfileUpdated', user: { id: string, name: string, avatarUrl: string | null, initials: string } }
   };

export type UpdatePromoCodeMutationVariables = Exact<{
  code: string;
  totalCap?: number | null | undefined;
  endsAt?: string | null | undefined;
  active?: boolean | null | undefined;
}>;


export type UpdatePromoCodeMutation = { updatePromoCode:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'PromoCodeUpdated', promoCode: { name: string, totalCap: number | null, perUserCap: number | null, startsAt: string | null, endsAt: string | null, active: boolean, redeemed: string } }
   };

export type UpdateProviderKeyMutationVariables = Exact<{
  key: string;
  name?: string | null | undefined;
  enabled?: boolean | null | undefined;
  costPerMille?: number | null | undefined;
  requestsPerDay?: string | number | null | undefined;
}>;


export type UpdateProviderKeyMutation = { updateProviderKey:
    | { __typename: 'OperationRefused', code: string, message: string }
    | { __typename: 'ProviderKeyUpdated', providerKey: { id: string, name: string, status: ProviderKeyStatus, enabled: boolean, costPerMille: number, requestsPerDay: string | null } }
   };

export type UpdateWebhookEndpointMutationVariables = Exact<{
  endpoint: string;
  url?: string | null | undefined;
  eventTypes?: Array<WebhookEventType> | WebhookEventType | null | undefined;
  description?: string | null | undefined;
  enabled?: boolean | null | undefined;
}>;


export type UpdateWebhookEndpointMutation = { updateWebhookEndpoint:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'WebhookEndpointUpdated', endpoint: { id: string, url: string, description: string, eventTypes: Array<string>, enabled: boolean, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null } }
   };

export type UsageExportQueryVariables = Exact<{ [key: string]: never; }>;


export type UsageExportQuery = { usageExport: { id: string, format: UsageExportFormat, state: UsageExportState, rows: string, progress: number, until: string, askedAt: string, endedAt: string | null, url: string | null, expiresAt: string } | null };

export type UsageHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type UsageHistoryQuery = { usageHistory: { edges: Array<{ cursor: string, node: { id: string, at: string, kind: UsageKind, modelId: string | null, conversationId: string | null, inputTokens: string, outputTokens: string, cost: string, balanceAfter: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UsageHistoryInFullQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: UsageFilterInput | null | undefined;
}>;


export type UsageHistoryInFullQuery = { usageHistory: { edges: Array<{ node: { id: string, at: string, kind: UsageKind, provider: string | null, modelId: string | null, conversationId: string | null, messageId: string | null, inputTokens: string, outputTokens: string, cacheReadTokens: string, cacheWriteTokens: string, reasoningTokens: string, images: number, cost: string, balanceAfter: string, member: { id: string, name: string | null } | null, pricing: { input: string, output: string, cacheRead: string, cacheWrite: string, reasoning: string, image: string, version: string, policy: PricePolicy | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UsageStatsQueryVariables = Exact<{
  from: string;
  to: string;
  tz: string;
}>;


export type UsageStatsQuery = { usageStats: { totals: { requests: number, inputTokens: string, outputTokens: string, cost: string }, series: Array<{ start: string, requests: number, inputTokens: string, outputTokens: string, cost: string }>, byModel: Array<{ modelId: string | null, requests: number, cost: string }> } };

export type UsageStatsInFullQueryVariables = Exact<{
  from: string;
  to: string;
  tz: string;
  bucket: TimeBucket;
  filter?: UsageStatsFilterInput | null | undefined;
  groupBy?: UsageGrouping | null | undefined;
}>;


export type UsageStatsInFullQuery = { usageStats: { totals: { requests: number, inputTokens: string, outputTokens: string, cost: string }, series: Array<{ start: string, requests: number, inputTokens: string, outputTokens: string, cost: string }>, groups: Array<{ key: string | null, others: boolean, totals: { requests: number, cost: string }, series: Array<{ start: string, cost: string }> }>, byModel: Array<{ modelId: string | null, requests: number, cost: string }>, byProvider: Array<{ provider: string | null, requests: number, cost: string }>, byKind: Array<{ kind: UsageKind, requests: number, cost: string }>, byMember: Array<{ requests: number, cost: string, member: { id: string, name: string | null } | null }>, byConversation: Array<{ conversationId: string, requests: number, cost: string }> | null } };

export type UserInFullQueryVariables = Exact<{
  id: string;
}>;


export type UserInFullQuery = { user: { id: string, email: string | null, emailVerified: boolean, name: string, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, planId: string, walletId: string, balance: { available: string, free: string, purchased: string, held: string, debt: string, lifetimePurchased: string, lifetimeSpent: string }, grants: Array<{ source: string, available: string, expiresAt: string | null, reference: string | null }>, usage: { requests: number, tokens: string, cost: string }, payments: Array<{ id: string, status: PaymentStatus, tokens: string, createdAt: string, amount: { formatted: string } }>, sessions: Array<{ id: string, device: string | null, network: string | null, lastUsedAt: string }>, adminActions: Array<{ id: string, at: string, action: string, reason: string | null, outcome: string | null, adminId: string, changes: Array<{ field: string, before: string | null, after: string | null }> }> } | null };

export type UsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  filter?: UserFilter | null | undefined;
  sort?: UserSort;
}>;


export type UsersQuery = { users: { edges: Array<{ node: { id: string, email: string | null, emailVerified: boolean, name: string, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, planId: string, balance: { available: string, held: string, debt: string }, usage: { requests: number, cost: string }, figures: { available: string, spent: string, at: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VerifyEmailMutationVariables = Exact<{
  token: string;
  password?: string | null | undefined;
}>;


export type VerifyEmailMutation = { verifyEmail:
    | { __typename: 'EmailVerified', email: string }
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
   };

export type VerifyRazorpayPaymentMutationVariables = Exact<{
  paymentId: string;
  razorpayPaymentId: string;
  razorpaySignature: string;
  key: string;
}>;


export type VerifyRazorpayPaymentMutation = { verifyRazorpayPayment:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'RazorpayPaymentVerified', payment: { id: string, status: PaymentStatus, creditedAt: string | null } }
   };

export type WalletQueryVariables = Exact<{ [key: string]: never; }>;


export type WalletQuery = { wallet: { grants: Array<{ id: string, source: TokenSource, available: string, expiresAt: string | null }>, holds: Array<{ id: string, amount: string, expiresAt: string }> } };

export type WalletEntriesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type WalletEntriesQuery = { walletEntries: { edges: Array<{ node: { id: string, at: string, kind: WalletEntryKind, available: string, held: string, debt: string, source: TokenSource | null, paymentId: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WebhookDeliveriesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: WebhookDeliveryFilter | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhookDeliveries: { edges: Array<{ node: { id: string, endpointId: string, eventId: string, eventType: string, state: WebhookDeliveryState, tries: number, nextTryAt: string | null, createdAt: string, deliveredAt: string | null, lastAttempt: { at: string, milliseconds: number, status: number | null, failure: string | null, answer: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WebhookEndpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookEndpointsQuery = { webhookEndpoints: Array<{ id: string, url: string, description: string, eventTypes: Array<string>, enabled: boolean, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, createdAt: string, rotatedAt: string | null }> };

export type WithdrawTeamInvitationMutationVariables = Exact<{
  invitation: string;
}>;


export type WithdrawTeamInvitationMutation = { withdrawTeamInvitation:
    | { __typename: 'OperationRefused', code: string, message: string, retryable: boolean }
    | { __typename: 'TeamInvitationEnded', invitationId: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AcceptShareDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcceptShare($invitation: String!) {
  acceptShare(input: {invitation: $invitation}) {
    __typename
    ... on Conversation {
      id
      title
      access
      owner {
        id
        name
      }
      messageCount
      lastMessageAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9b64d89bd6e845e015e077b7d996f8896a4397311de31785923789bdb4699c5e"}) as unknown as TypedDocumentString<AcceptShareMutation, AcceptShareMutationVariables>;
export const AcceptTeamInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcceptTeamInvitation($token: String, $invitation: ID) {
  acceptTeamInvitation(input: {token: $token, invitationId: $invitation}) {
    __typename
    ... on Team {
      id
      name
      role
      createdAt
      memberCount
      balance {
        available
        held
      }
      membership {
        role
        dailyCap
        monthlyCap
        usedToday
        usedThisMonth
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:89d48e0a14b2b9b9302d7d7ff9b677d5cebd1cc6ccb5d57e033c31523fd3b323"}) as unknown as TypedDocumentString<AcceptTeamInvitationMutation, AcceptTeamInvitationMutationVariables>;
export const AcknowledgeAlertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcknowledgeAlert($alertId: ID!, $note: String!) {
  acknowledgeAlert(input: {alertId: $alertId, note: $note}) {
    ... on AlertAcknowledged {
      alert {
        id
        acknowledgedAt
        acknowledgedBy
        note
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:788c0f7dcc018b658c3d1ff94b129e98097f8ab3c803ad86f75e094667884c46"}) as unknown as TypedDocumentString<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>;
export const ActivateUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ActivateUser($userId: ID!, $reason: String!) {
  activateUser(input: {userId: $userId, reason: $reason}) {
    __typename
    ... on UserChanged {
      user {
        id
        email
        status
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:50f6cd2538caf740a88ba3352a889367a59e37df88b5994d05864e6c1059be91"}) as unknown as TypedDocumentString<ActivateUserMutation, ActivateUserMutationVariables>;
export const AddProviderKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AddProviderKey($provider: String!, $name: String!, $key: String!, $costPerMille: Int, $requestsPerDay: BigInt, $microdollarsPerDay: BigInt) {
  addProviderKey(
    input: {provider: $provider, name: $name, key: $key, costPerMille: $costPerMille, requestsPerDay: $requestsPerDay, microdollarsPerDay: $microdollarsPerDay}
  ) {
    __typename
    ... on ProviderKeyAdded {
      providerKey {
        id
        provider
        name
        maskedKey
        status
        enabled
        costPerMille
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:4c6ed4bef6ab40e92a1d3f0555811713ee74ac5d14e4c493a65fa494b6bdce6d"}) as unknown as TypedDocumentString<AddProviderKeyMutation, AddProviderKeyMutationVariables>;
export const AlertsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Alerts($first: Int! = 20, $after: String, $open: Boolean) {
  alerts(first: $first, after: $after, open: $open) {
    edges {
      node {
        id
        kind
        subject
        detail
        openedAt
        seenAt
        closedAt
        acknowledgedAt
        acknowledgedBy
        note
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:53a8364e93286ad8d833d28f0f0e582f859fab9d57e3a77791aee95e4a68adc8"}) as unknown as TypedDocumentString<AlertsQuery, AlertsQueryVariables>;
export const AllInvoicesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AllInvoices($first: Int! = 20, $after: String, $userId: ID, $currency: String, $from: DateTime, $to: DateTime) {
  allInvoices(
    first: $first
    after: $after
    userId: $userId
    currency: $currency
    from: $from
    to: $to
  ) {
    edges {
      node {
        id
        userId
        kind
        planId
        tokens
        paidAt
        amount {
          formatted
        }
        refunded {
          formatted
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:d4dc9b2a6f0cae22b014cd762d01532f8eec43c7c821c8590bd7609d2e0b06e2"}) as unknown as TypedDocumentString<AllInvoicesQuery, AllInvoicesQueryVariables>;
export const AllPaymentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AllPayments($first: Int! = 20, $after: String, $userId: ID, $status: PaymentStatus, $method: PaymentMethod, $currency: String, $from: DateTime, $to: DateTime) {
  allPayments(
    first: $first
    after: $after
    userId: $userId
    status: $status
    method: $method
    currency: $currency
    from: $from
    to: $to
  ) {
    edges {
      node {
        userId
        flagged
        payment {
          id
          status
          tokens
          method
          createdAt
          total {
            formatted
          }
          refunded {
            formatted
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:8f1d79cfc0cbb9355d301ee3a46a02bf9a765dd45b5fabaa4712a604044ba385"}) as unknown as TypedDocumentString<AllPaymentsQuery, AllPaymentsQueryVariables>;
export const AllTeamsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AllTeams($user: ID, $first: Int = 20, $after: String) {
  allTeams(userId: $user, first: $first, after: $after) {
    edges {
      node {
        id
        name
        walletId
        createdAt
        closedAt
        owner {
          id
          name
        }
        balance {
          available
          purchased
          held
          debt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:123d905eae81fad4a8194fe9f9f4641912274a354882039fea05065146cfba36"}) as unknown as TypedDocumentString<AllTeamsQuery, AllTeamsQueryVariables>;
export const AllowanceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Allowance {
  allowance {
    planId
    requestsToday
    requestsPerDay
    freeTokensThisMonth
    freeTokensPerMonth
    running
    mostRunning
    maxTokensPerRequest
    premiumModels
  }
}
    `, {"hash":"sha256:bbf084c0f0c85e3028bf49e1b3eeaea36f753b67f10be5fedc270ce6aacbc8a0"}) as unknown as TypedDocumentString<AllowanceQuery, AllowanceQueryVariables>;
export const ApiKeysDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ApiKeys($first: Int!, $after: String) {
  apiKeys(first: $first, after: $after) {
    edges {
      node {
        id
        name
        prefix
        scopes
        createdAt
        expiresAt
        revokedAt
        lastUsedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:fca991b630e7e2d155eaea7cae5584f98792add67ebebe8415ed2e1d98d406a2"}) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($first: Int!, $after: String, $filter: AuditLogFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        id
        at
        action
        targetId
        reason
        completedAt
        outcome
        adminId
        admin {
          email
          name
        }
        targetUser {
          email
          name
        }
        details {
          name
          value
        }
        changes {
          field
          before
          after
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:9097ac7c53a1e4fcee476c5c7dd09f9954badf634b65159fe222a109b40648aa"}) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AutoRefillDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AutoRefill {
  autoRefill {
    enabled
    choice
    interval
    unit
    amount
    mode
    cap
    timeZone
    lastRefillAt
    nextRefillAt
  }
}
    `, {"hash":"sha256:7c315e7e44058a6e6504929f8faf7d287bf32ea869bbc89729627679872b8fdb"}) as unknown as TypedDocumentString<AutoRefillQuery, AutoRefillQueryVariables>;
export const AutoTopUpDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AutoTopUp {
  autoTopUp {
    state
    reason
    message
    nextTryAt
    charging
    thresholdTokens
    packageId
    savedCardId
    monthlyCap {
      amount
      currency
      formatted
    }
    spentThisMonth {
      amount
      currency
      formatted
    }
  }
  savedCards {
    id
    brand
    last4
    expiryMonth
    expiryYear
  }
}
    `, {"hash":"sha256:017ddfed702a9677919cb7bcbe6b788517d2e7021d41b05b1cd1d3349fd695db"}) as unknown as TypedDocumentString<AutoTopUpQuery, AutoTopUpQueryVariables>;
export const BalanceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Balance {
  balance {
    available
    free
    purchased
    held
    debt
    lifetimePurchased
    lifetimeSpent
  }
}
    `, {"hash":"sha256:33f9aee46ae8f38e1c4a9271b57a440b5987bb03456b543fd3a3f20ffce8ac99"}) as unknown as TypedDocumentString<BalanceQuery, BalanceQueryVariables>;
export const BalanceChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription BalanceChanged {
  balanceChanged {
    available
    held
  }
}
    `, {"hash":"sha256:6ef1e58e5b66068c7f708848c3cc992ef4b4ce9aab5f3260c1cf5a24b73f6669"}) as unknown as TypedDocumentString<BalanceChangedSubscription, BalanceChangedSubscriptionVariables>;
export const BansDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Bans($first: Int!, $after: String) {
  bans(first: $first, after: $after) {
    edges {
      node {
        id
        kind
        subject
        limit
        inARow
        since
        until
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:a7061e6c1ca7cc9480752d3c0e6df843f83a965e8f9fcc3583b66d0c61d3ac8c"}) as unknown as TypedDocumentString<BansQuery, BansQueryVariables>;
export const BlockDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Block($kind: BlockKind!, $value: String!) {
  block(input: {kind: $kind, value: $value}) {
    __typename
    ... on Blocked {
      block {
        id
        kind
        value
        createdAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:a44d80489e62f06d19795079da384c962c19e5210375bbeb273838c18d3c9ed8"}) as unknown as TypedDocumentString<BlockMutation, BlockMutationVariables>;
export const BlocksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Blocks($first: Int!, $after: String) {
  blocks(first: $first, after: $after) {
    edges {
      node {
        id
        kind
        value
        createdBy
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:625b31d832e50a07ed85eae16ee8349d49b9c772461535eda9436ff0bbbe4319"}) as unknown as TypedDocumentString<BlocksQuery, BlocksQueryVariables>;
export const BulkGrantPreviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BulkGrantPreview($amount: BigInt!, $role: Role, $planId: ID, $verified: Boolean, $createdFrom: DateTime, $createdTo: DateTime, $availableLeast: BigInt, $availableMost: BigInt) {
  bulkGrantPreview(
    input: {amount: $amount, role: $role, planId: $planId, verified: $verified, createdFrom: $createdFrom, createdTo: $createdTo, availableLeast: $availableLeast, availableMost: $availableMost}
  ) {
    users
    tokens
  }
}
    `, {"hash":"sha256:e2274606d2a3dc4c2adefb6859a09447c40aeb9a1a1065b1709253500741e8e6"}) as unknown as TypedDocumentString<BulkGrantPreviewQuery, BulkGrantPreviewQueryVariables>;
export const BulkGrantsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BulkGrants($first: Int!, $after: String) {
  bulkGrants(first: $first, after: $after) {
    edges {
      node {
        id
        status
        amount
        expiresAt
        createdAt
        expectedUsers
        granted
        refused
        endedAt
        adminId
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:c7d5f620f340281674ff71575716dcfcbf15422c58091e50a3e010516a8304dc"}) as unknown as TypedDocumentString<BulkGrantsQuery, BulkGrantsQueryVariables>;
export const CancelBulkGrantDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelBulkGrant($id: ID!, $reason: String!) {
  cancelBulkGrant(input: {bulkGrantId: $id, reason: $reason}) {
    __typename
    ... on BulkGrantChanged {
      bulkGrant {
        id
        status
        expectedUsers
        granted
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:7322fe7648550ae1753e15da51c1c7c6f6ae2e83f4132d0cc9b7717da12e59d0"}) as unknown as TypedDocumentString<CancelBulkGrantMutation, CancelBulkGrantMutationVariables>;
export const CancelChatDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelChat($key: String!) {
  cancelChat(input: {idempotencyKey: $key}) {
    __typename
    ... on ChatCancelRequested {
      idempotencyKey
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:40d9cee4111737ad78e6f6691ca954454ce3f582e6cdb1692a0d4792a333d9e7"}) as unknown as TypedDocumentString<CancelChatMutation, CancelChatMutationVariables>;
export const CancelPurchaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelPurchase($paymentId: ID!, $key: String!) {
  cancelPurchase(input: {paymentId: $paymentId, idempotencyKey: $key}) {
    __typename
    ... on PurchaseCancelled {
      payment {
        id
        status
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:99a216f7a249f7b36868f35ecd7148fa4d351dff9686572eb570c9c0fb38ac75"}) as unknown as TypedDocumentString<CancelPurchaseMutation, CancelPurchaseMutationVariables>;
export const CancelSubscriptionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelSubscription($key: String!) {
  cancelSubscription(input: {idempotencyKey: $key}) {
    __typename
    ... on SubscriptionChanged {
      subscription {
        planId
        nextPlanId
        status
        cancelAtPeriodEnd
        currentPeriodEnd
      }
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:5165b6f4d632c9638cc5639c179136eeeeec54ebebe07831cd514d0196f8063b"}) as unknown as TypedDocumentString<CancelSubscriptionMutation, CancelSubscriptionMutationVariables>;
export const CancelUsageExportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelUsageExport($export: ID!) {
  cancelUsageExport(input: {exportId: $export}) {
    __typename
    ... on UsageExportCancelled {
      usageExport {
        id
        state
        rows
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:01a76c1983885de8861d938614cc468b08e38d38a115780b43c1b9b7a5baa0d6"}) as unknown as TypedDocumentString<CancelUsageExportMutation, CancelUsageExportMutationVariables>;
export const CatalogPackagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CatalogPackages($first: Int!, $after: String, $retired: Boolean) {
  catalogPackages(first: $first, after: $after, retired: $retired) {
    edges {
      node {
        id
        version
        retired
        order
        name
        tokens
        popular
        default
        prices {
          price {
            amount
            currency
            formatted
          }
          listPrice {
            amount
          }
          discountPercent
        }
        tiers {
          quantity
          discountPercent
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:2f3698c902ba737b2cf52970abc3236487897be75389e125880de55ebb170e9f"}) as unknown as TypedDocumentString<CatalogPackagesQuery, CatalogPackagesQueryVariables>;
export const CatalogPlansDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CatalogPlans($after: String, $retired: Boolean) {
  catalogPlans(after: $after, retired: $retired) {
    edges {
      node {
        id
        version
        retired
        order
        graceDays
        plan {
          name
          limits {
            requestsPerDay
            tokensPerMonth
            maxTokensPerRequest
            premiumModels
            priority
          }
          prices {
            price {
              amount
              currency
            }
            interval
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:64264d40189ccf1de2701ae37cc96b29c8b44a02dff840c44f4a6e3e8705071f"}) as unknown as TypedDocumentString<CatalogPlansQuery, CatalogPlansQueryVariables>;
export const ChangeEmailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeEmail($newEmail: String!, $password: String!) {
  changeEmail(input: {newEmail: $newEmail, password: $password}) {
    __typename
    ... on EmailChangeStarted {
      newEmail
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:b568355a07c3f55ec426ee4276bc32de66801153b676fbc74b4c7171948c1058"}) as unknown as TypedDocumentString<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const ChangePasswordDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangePassword($currentPassword: String!, $newPassword: String!, $revokeApiKeys: Boolean! = false) {
  changePassword(
    input: {currentPassword: $currentPassword, newPassword: $newPassword, revokeApiKeys: $revokeApiKeys}
  ) {
    __typename
    ... on PasswordChanged {
      sessionsEnded
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:f086189ec11aae54a9209a8d1b3782679f068f26a6106e9df6e878f0f6c85046"}) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const ChangeShareDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeShare($share: ID!, $access: ShareAccess!) {
  changeShare(input: {shareId: $share, access: $access}) {
    __typename
    ... on ConversationShare {
      id
      access
      person {
        id
        name
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:8a05d8e696a4ea52eeba8b2314064d60986244547c381c00ceac02d56d5adc49"}) as unknown as TypedDocumentString<ChangeShareMutation, ChangeShareMutationVariables>;
export const ChangeSubscriptionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChangeSubscription($planId: ID!, $key: String!) {
  changeSubscription(input: {planId: $planId, idempotencyKey: $key}) {
    __typename
    ... on SubscriptionChanged {
      subscription {
        planId
        nextPlanId
        status
        cancelAtPeriodEnd
        currentPeriodEnd
      }
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:11c0e0518aaf7dafa9b024f046fa58bfbd98ebded53ee98f44295c1fd998a846"}) as unknown as TypedDocumentString<ChangeSubscriptionMutation, ChangeSubscriptionMutationVariables>;
export const ChatDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Chat($message: String!, $model: ID, $conversation: ID, $key: String!) {
  chat(
    input: {message: $message, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
  ) {
    __typename
    ... on ChatCompleted {
      conversation {
        id
        title
      }
      reply {
        id
        role
        content
        modelId
        createdAt
      }
      usage {
        inputTokens
        outputTokens
        cacheReadTokens
        cacheWriteTokens
        reasoningTokens
        cost
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      code
      message
      suggestion
      required
      available
      balance {
        available
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:c04879d94b9728ccbdec85741279284be66b1e4edcf8a3edf4c958f726b8cd3a"}) as unknown as TypedDocumentString<ChatMutation, ChatMutationVariables>;
export const ChatStreamDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ChatStream($message: String!, $key: String!) {
  chatStream(input: {message: $message, idempotencyKey: $key}) {
    __typename
    ... on ChatStarted {
      conversation {
        id
      }
      heldTokens
    }
    ... on ChatDelta {
      index
      text
    }
    ... on ChatCompleted {
      reply {
        id
        content
      }
      usage {
        inputTokens
        outputTokens
        cost
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      code
      message
      required
      available
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:8e662f44c9a80e6db4aac0ad5a60400317537f08b53ff9948c5eeeafa83771ce"}) as unknown as TypedDocumentString<ChatStreamSubscription, ChatStreamSubscriptionVariables>;
export const ChatWithImagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ChatWithImages($message: String!, $attachments: [AttachmentInput!]!, $model: ID, $conversation: ID, $key: String!) {
  chat(
    input: {message: $message, attachments: $attachments, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
  ) {
    __typename
    ... on ChatCompleted {
      conversation {
        id
        title
      }
      reply {
        id
        content
        modelId
      }
      usage {
        inputTokens
        outputTokens
        images
        cost
        pricing {
          input
          output
          image
          version
        }
      }
      balance {
        available
        held
      }
      attachmentsLeftOut
    }
    ... on InsufficientTokens {
      code
      message
      suggestion
      required
      available
    }
    ... on AttachmentRefused {
      code
      message
      retryable
      attachmentIndex
    }
    ... on ModelTakesNoImages {
      code
      message
      retryable
      modelId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:84d01872e4511a514497392e39868eed4914aba350fa3b639d8a52a622d7ff50"}) as unknown as TypedDocumentString<ChatWithImagesMutation, ChatWithImagesMutationVariables>;
export const ClaimDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Claim($key: String!) {
  claim(input: {idempotencyKey: $key}) {
    __typename
    ... on ClaimSucceeded {
      amount
      nextClaimAt
      balance {
        available
      }
    }
    ... on ClaimTooEarly {
      code
      message
      nextClaimAt
      secondsLeft
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:a42fb967e06ae60bf36dba5f2033eb645a80dbac5af577ad4795520fa290d716"}) as unknown as TypedDocumentString<ClaimMutation, ClaimMutationVariables>;
export const ClaimStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ClaimStatus {
  claimStatus {
    amount
    available
    nextClaimAt
    secondsLeft
  }
}
    `, {"hash":"sha256:51774c4ec61d610c07e5ad7046828cd6672114235d06eeb1764cf6d06e955807"}) as unknown as TypedDocumentString<ClaimStatusQuery, ClaimStatusQueryVariables>;
export const ClientSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ClientSettings {
  clientSettings {
    productName
    termsUrl
    privacyUrl
    imprintUrl
    languages
    features
    currencies
    guestsAllowed
    registrationOpen
    passwordSignIn
    signInProviders {
      name
      startPath
    }
    paymentsSimulated
    publishableKey
    simulatedPaymentsUrl
    passwordMinimumCharacters
    messageMaximumCharacters
    imageMaximumBytes
  }
}
    `, {"hash":"sha256:f1381e2d028051366b2c45578087b4e0753b7b3bf44eb063c46d8c03c38b4a1c"}) as unknown as TypedDocumentString<ClientSettingsQuery, ClientSettingsQueryVariables>;
export const CloseTeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CloseTeam($team: ID!, $forfeit: Boolean = false) {
  closeTeam(input: {teamId: $team, forfeitTokens: $forfeit}) {
    __typename
    ... on TeamClosed {
      teamId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:6c7737d660d1e64b3f698a7bc1ee551cbc78fe8881f18cdedfaedfec73b362d7"}) as unknown as TypedDocumentString<CloseTeamMutation, CloseTeamMutationVariables>;
export const ConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Conversation($id: ID!) {
  conversation(id: $id) {
    id
    title
    access
    owner {
      id
      name
    }
    shares {
      id
      access
      person {
        id
        name
      }
      expiresAt
      acceptedAt
    }
    messageCount
    totalCost
    lastMessageAt
  }
}
    `, {"hash":"sha256:4ad77840dedc3dc0df4019bc21be88fa26fe865741f40309c9fa9c44aa66e7ce"}) as unknown as TypedDocumentString<ConversationQuery, ConversationQueryVariables>;
export const ConversationChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ConversationChanged($conversation: ID) {
  conversationChanged(conversationId: $conversation) {
    kind
    conversationId
    conversation {
      id
      title
      access
      messageCount
      lastMessageAt
    }
    message {
      id
      role
      content
      author {
        id
        name
      }
    }
    person {
      id
      name
    }
  }
}
    `, {"hash":"sha256:d4d47b9aa399dd889997098b05b1dd1aa0125d7bd35146b6395a565d70359a0e"}) as unknown as TypedDocumentString<ConversationChangedSubscription, ConversationChangedSubscriptionVariables>;
export const ConversationUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ConversationUsage($conversation: ID!) {
  conversationUsage(conversationId: $conversation) {
    conversationId
    requests
    inputTokens
    outputTokens
    tokens
    cost
  }
}
    `, {"hash":"sha256:572f8f6774b4ac0c0505e2349dd053d4a4340a7d329e0bd0681ac9ff4ddfa94e"}) as unknown as TypedDocumentString<ConversationUsageQuery, ConversationUsageQueryVariables>;
export const ConversationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Conversations($first: Int!, $after: String) {
  conversations(first: $first, after: $after) {
    edges {
      node {
        id
        title
        models
        messageCount
        totalTokens
        totalCost
        lastMessageAt
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:a5a2fe79b9862bca6fc8f95555a8f1e038372b9e831423388db3c3cf2335de9e"}) as unknown as TypedDocumentString<ConversationsQuery, ConversationsQueryVariables>;
export const CreateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateApiKey($name: String!, $scopes: [ApiScope!]!, $expiresAt: DateTime, $key: String) {
  createApiKey(
    input: {name: $name, scopes: $scopes, expiresAt: $expiresAt, idempotencyKey: $key}
  ) {
    __typename
    ... on ApiKeyCreated {
      token
      apiKey {
        id
        name
        prefix
        scopes
        expiresAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:7f8b8c787c05eb4cf6f3ef756feb02ac8ee18a9c393a1ed4a3d139d7a4a91485"}) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const CreateBillingPortalSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateBillingPortalSession($key: String!) {
  createBillingPortalSession(input: {idempotencyKey: $key}) {
    __typename
    ... on BillingPortalSession {
      url
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:05321e9977d9397e9cf026f8b38cfeb4230d61f61f376d864bf037eb0d2d5100"}) as unknown as TypedDocumentString<CreateBillingPortalSessionMutation, CreateBillingPortalSessionMutationVariables>;
export const CreateConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateConversation($title: String) {
  createConversation(input: {title: $title}) {
    __typename
    ... on Conversation {
      id
      title
      messageCount
      lastMessageAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:f6a0cddb628f9e77e837fa6a9ed6069b6ec9c818683fa3e1318d354efa32916e"}) as unknown as TypedDocumentString<CreateConversationMutation, CreateConversationMutationVariables>;
export const CreatePackageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreatePackage($id: ID!, $name: String!, $tokens: BigInt!, $prices: [PackagePriceInput!]!) {
  createPackage(
    input: {packageId: $id, name: $name, tokens: $tokens, prices: $prices}
  ) {
    __typename
    ... on PackageSaved {
      package {
        id
        version
        name
        tokens
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:a73c392426eb697ed4ad6c5d6d8f90fc39ed160a95bfe26efb7b354e4f44aabe"}) as unknown as TypedDocumentString<CreatePackageMutation, CreatePackageMutationVariables>;
export const CreatePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreatePlan($id: ID!, $name: String!, $prices: [PlanPriceInput!]!, $tokensPerMonth: BigInt!, $maxTokens: Int!) {
  createPlan(
    input: {planId: $id, name: $name, prices: $prices, tokensPerMonth: $tokensPerMonth, maxTokensPerRequest: $maxTokens}
  ) {
    __typename
    ... on PlanSaved {
      plan {
        id
        version
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:9717b4ea5892693b658ea6c8397c76d24d39b80ebc61dcd2fb4a0cfc6838dc1d"}) as unknown as TypedDocumentString<CreatePlanMutation, CreatePlanMutationVariables>;
export const CreatePromoCodeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreatePromoCode($code: String!, $percent: Int, $amounts: [MoneyInput!], $bonusTokens: BigInt, $totalCap: Int, $endsAt: DateTime) {
  createPromoCode(
    input: {code: $code, percent: $percent, amounts: $amounts, bonusTokens: $bonusTokens, totalCap: $totalCap, endsAt: $endsAt}
  ) {
    __typename
    ... on PromoCodeCreated {
      promoCode {
        name
        kind
        percent
        bonusTokens
        totalCap
        perUserCap
        active
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:6e7466e72dafa2eb4ea63ff2c899e0f33c3415ef866061c37d624b5a2e4c4b94"}) as unknown as TypedDocumentString<CreatePromoCodeMutation, CreatePromoCodeMutationVariables>;
export const CreateTeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateTeam($name: String!, $key: String!) {
  createTeam(input: {name: $name, idempotencyKey: $key}) {
    __typename
    ... on Team {
      id
      name
      role
      createdAt
      memberCount
      balance {
        available
        held
      }
      membership {
        role
        dailyCap
        monthlyCap
        usedToday
        usedThisMonth
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:0fff4738258034bb1bf1f194b395e395ccaf527b6153eb6c6ec91c6db65f7ecf"}) as unknown as TypedDocumentString<CreateTeamMutation, CreateTeamMutationVariables>;
export const CreateWebhookEndpointDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateWebhookEndpoint($url: String!, $eventTypes: [WebhookEventType!]! = [], $description: String! = "") {
  createWebhookEndpoint(
    input: {url: $url, eventTypes: $eventTypes, description: $description}
  ) {
    __typename
    ... on WebhookSecretShown {
      secret
      endpoint {
        id
        url
        eventTypes
        enabled
        createdAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:941d7198fc2886c616ed58dc361dd63c0b0cbbeff9cd0eca9bf9b764eb70be43"}) as unknown as TypedDocumentString<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const DebitTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DebitTokens($userId: ID!, $amount: BigInt!, $reason: String!, $key: String!) {
  debitTokens(
    input: {userId: $userId, amount: $amount, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on BalanceAdjusted {
      actionId
      availableBefore
      balance {
        available
        free
        purchased
        held
        debt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:078dba9eba285cb3a3282d42e671c7d79b728ec8287f5d57d720f91f9764519e"}) as unknown as TypedDocumentString<DebitTokensMutation, DebitTokensMutationVariables>;
export const DecideDisputeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DecideDispute($paymentId: ID, $invoiceId: ID, $disputeId: ID!, $amount: BigInt!, $reason: String!, $key: String!) {
  decideDispute(
    input: {paymentId: $paymentId, invoiceId: $invoiceId, disputeId: $disputeId, amount: $amount, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on DisputeDecided {
      disputeId
      tokensTakenBack
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:b2cbe1ddbb7e7132c00dbc6b416447aa5500681f53b3e7ae9e113a96a9cdbaa8"}) as unknown as TypedDocumentString<DecideDisputeMutation, DecideDisputeMutationVariables>;
export const DeclineTeamInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeclineTeamInvitation($token: String, $invitation: ID) {
  declineTeamInvitation(input: {token: $token, invitationId: $invitation}) {
    __typename
    ... on TeamInvitationEnded {
      invitationId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:bd43bc779bd0516ed4568d7dfffd0c8ba92c59bab4c3bc72c840b723628190f0"}) as unknown as TypedDocumentString<DeclineTeamInvitationMutation, DeclineTeamInvitationMutationVariables>;
export const DeleteConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteConversation($conversation: ID!) {
  deleteConversation(input: {conversationId: $conversation}) {
    __typename
    ... on ConversationDeleted {
      conversationId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e659a4e54b3ed4cb5b84596bf7236f3a2d171736eda0b1d8900bd00723692109"}) as unknown as TypedDocumentString<DeleteConversationMutation, DeleteConversationMutationVariables>;
export const DeleteMyAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteMyAccount($confirm: String!, $password: String) {
  deleteMyAccount(input: {confirm: $confirm, password: $password}) {
    __typename
    ... on AccountDeleted {
      userId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:b29c2c6205842edf368bdda603b3ad48bf4cb69ef1deeb79d3c0512e12eff75b"}) as unknown as TypedDocumentString<DeleteMyAccountMutation, DeleteMyAccountMutationVariables>;
export const DeleteTicketDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteTicket($ticket: ID!) {
  deleteTicket(input: {ticketId: $ticket}) {
    __typename
    ... on TicketDeleted {
      ticketId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:0bf44fcd1b79bbf3b1c471ecbe3f8fa949fc35c370f883eeb71667c257211e35"}) as unknown as TypedDocumentString<DeleteTicketMutation, DeleteTicketMutationVariables>;
export const DeleteWebhookEndpointDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteWebhookEndpoint($endpoint: ID!) {
  deleteWebhookEndpoint(input: {endpointId: $endpoint}) {
    __typename
    ... on WebhookEndpointDeleted {
      endpointId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:211f8b0dd2198b7ebc52e0f3d0a811d29d528c9a40ad6ff3d1980fea01c46637"}) as unknown as TypedDocumentString<DeleteWebhookEndpointMutation, DeleteWebhookEndpointMutationVariables>;
export const EndShareDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EndShare($share: ID!) {
  endShare(input: {shareId: $share}) {
    __typename
    ... on ShareEnded {
      shareId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:39b2663e5ef6b8533880d295f233dd1f9526a25437120ce3a47979657e9abea7"}) as unknown as TypedDocumentString<EndShareMutation, EndShareMutationVariables>;
export const EstimateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Estimate($message: String!, $attachments: [AttachmentInput!], $model: ID, $conversation: ID, $maxTokens: Int) {
  estimate(
    input: {message: $message, attachments: $attachments, modelId: $model, conversationId: $conversation, maxTokens: $maxTokens}
  ) {
    __typename
    ... on ChatEstimate {
      modelId
      inputTokens
      images
      imageTokens
      outputTokens
      required
      available
      affordable
      shortened
      refusal
      pricing {
        input
        output
        cacheRead
        cacheWrite
        reasoning
        image
        version
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:f6d65376084fa4000ce2a30bc9ce82519635985fa50db597900ce27ffc3b279e"}) as unknown as TypedDocumentString<EstimateQuery, EstimateQueryVariables>;
export const ExchangeSignInDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ExchangeSignIn($code: String!, $verifier: String!, $referralCode: String) {
  exchangeSignIn(
    input: {code: $code, verifier: $verifier, referralCode: $referralCode}
  ) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        role
        linkedProviders {
          provider
          email
          linkedAt
        }
      }
    }
    ... on SessionInCookies {
      expiresAt
      user {
        id
        email
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:a0efbdee852faebb5dc771dcb165d6b4c260dd753c8fba0b6b9fd75c56c582c8"}) as unknown as TypedDocumentString<ExchangeSignInMutation, ExchangeSignInMutationVariables>;
export const ExportAllUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ExportAllUsage($format: UsageExportFormat!, $user: ID, $from: DateTime, $to: DateTime, $model: ID, $kind: UsageKind) {
  exportAllUsage(
    input: {format: $format, userId: $user, from: $from, to: $to, modelId: $model, kind: $kind}
  ) {
    __typename
    ... on UsageExportOffered {
      usageExport {
        id
        format
        state
        rows
        progress
        until
        url
        expiresAt
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:963d9a8560a486711af2f7d110ba05db7f498a85b9677c631153571bc6c60233"}) as unknown as TypedDocumentString<ExportAllUsageMutation, ExportAllUsageMutationVariables>;
export const ExportMyDataDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ExportMyData {
  exportMyData {
    url
    expiresAt
  }
}
    `, {"hash":"sha256:eded3c89dee5627d0f9d943ce2d839d8b1d0263a05fdeb4b33cae0eb4d0232db"}) as unknown as TypedDocumentString<ExportMyDataQuery, ExportMyDataQueryVariables>;
export const ExportUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ExportUsage($format: UsageExportFormat!, $filter: UsageFilterInput, $team: ID) {
  exportUsage(input: {format: $format, filter: $filter, teamId: $team}) {
    __typename
    ... on UsageExportOffered {
      usageExport {
        id
        format
        state
        rows
        progress
        until
        url
        expiresAt
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:6fa6a126365038f74e67ab63e1aca4374ea5daa87fbdd19fa4b966891afbe010"}) as unknown as TypedDocumentString<ExportUsageMutation, ExportUsageMutationVariables>;
export const FlagMessageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FlagMessage($message: ID!, $reason: String!) {
  flagMessage(input: {messageId: $message, reason: $reason}) {
    __typename
    ... on MessageFlag {
      messageId
      reason
      flaggedAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:eee6d6c1b7ce2855634e8820f5555fa8ef19c659f5bf3eb1cb19e91829349992"}) as unknown as TypedDocumentString<FlagMessageMutation, FlagMessageMutationVariables>;
export const FlaggedMessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FlaggedMessages($first: Int!, $after: String, $state: MessageReviewState! = OPEN) {
  flaggedMessages(first: $first, after: $after, state: $state) {
    edges {
      node {
        messageId
        conversationId
        authorId
        role
        content
        modelId
        state
        since
        flagCount
        flags {
          flaggedBy
          category
          reason
          flaggedAt
        }
        decidedBy
        decidedAt
        decisionReason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:6979d9b4b770eeae6b696e6430c0af6b6c5a55aba7b011467d8f9af98320831d"}) as unknown as TypedDocumentString<FlaggedMessagesQuery, FlaggedMessagesQueryVariables>;
export const GenerateTicketDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GenerateTicket($description: String!, $model: ID, $key: String!) {
  generateTicket(
    input: {description: $description, modelId: $model, idempotencyKey: $key}
  ) {
    __typename
    ... on TicketGenerated {
      ticket {
        id
        title
        description
        acceptanceCriteria
        priority
        labels
        modelId
        createdAt
      }
      usage {
        inputTokens
        outputTokens
        cost
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      code
      message
      suggestion
      required
      available
      balance {
        available
      }
    }
    ... on Paywall {
      modelId
      requiredPlanId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e4094e71b9052dfe828e34b84419a50c00e1bc4434bebb57a8b48641c3e9f32e"}) as unknown as TypedDocumentString<GenerateTicketMutation, GenerateTicketMutationVariables>;
export const GiftsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Gifts($first: Int!, $after: String) {
  gifts(first: $first, after: $after) {
    edges {
      node {
        id
        tokens
        bonusTokens
        message
        giverName
        receivedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:64ce64e7343b8d585131ceeefde4ec87c67c80d9ae39170834e6fd15be576ef5"}) as unknown as TypedDocumentString<GiftsQuery, GiftsQueryVariables>;
export const GrantTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantTokens($userId: ID!, $amount: BigInt!, $expiresAt: DateTime, $reason: String!, $key: String!) {
  grantTokens(
    input: {userId: $userId, amount: $amount, expiresAt: $expiresAt, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on BalanceAdjusted {
      actionId
      availableBefore
      balance {
        available
        free
        purchased
        held
        debt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:b61539a8aac7f0bba38ae358650f94f40d8ec6dc45f0f3ff0ff512a5b2daa92d"}) as unknown as TypedDocumentString<GrantTokensMutation, GrantTokensMutationVariables>;
export const HoldTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation HoldTokens($user: ID, $amount: BigInt!, $seconds: Int, $key: String!) {
  holdTokens(
    input: {userId: $user, amount: $amount, seconds: $seconds, idempotencyKey: $key}
  ) {
    __typename
    ... on TokensHeld {
      hold {
        id
        amount
        expiresAt
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      required
      available
      suggestion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:99b8c9671b6245781e7c14e07a9886403cbd21aebb5970a017dbd4dcdadb6937"}) as unknown as TypedDocumentString<HoldTokensMutation, HoldTokensMutationVariables>;
export const InviteTeamMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation InviteTeamMember($team: ID!, $email: String!, $role: TeamRole! = MEMBER, $key: String!) {
  inviteTeamMember(
    input: {teamId: $team, email: $email, role: $role, idempotencyKey: $key}
  ) {
    __typename
    ... on TeamInvitation {
      id
      teamId
      teamName
      email
      role
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e147833bef53232cfe7016ed71566c705a40afd487fd3c4bed1c3fb6d1d4a701"}) as unknown as TypedDocumentString<InviteTeamMemberMutation, InviteTeamMemberMutationVariables>;
export const LeaveConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LeaveConversation($conversation: ID!) {
  leaveConversation(input: {conversationId: $conversation}) {
    __typename
    ... on ConversationLeft {
      conversationId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:ef9f829285353dbefe087f1d048e0fc36a1975383d3b554498e270dabbc8f502"}) as unknown as TypedDocumentString<LeaveConversationMutation, LeaveConversationMutationVariables>;
export const LeaveTeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LeaveTeam($team: ID!) {
  leaveTeam(input: {teamId: $team}) {
    __typename
    ... on TeamLeft {
      teamId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:12e20b45bbe02b8e31a97d10251a8381512fcc661a0a6e8fdda0214e3448554f"}) as unknown as TypedDocumentString<LeaveTeamMutation, LeaveTeamMutationVariables>;
export const LiftBanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LiftBan($ban: ID!) {
  liftBan(input: {banId: $ban}) {
    __typename
    ... on BanLifted {
      banId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:fde7850ae952d63fc92a7995cd7288eb26163046cfdd344b74c12be2dc558903"}) as unknown as TypedDocumentString<LiftBanMutation, LiftBanMutationVariables>;
export const LinkProviderDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LinkProvider($code: String!, $verifier: String!) {
  linkProvider(input: {code: $code, verifier: $verifier}) {
    __typename
    ... on LinkedProviders {
      providers {
        provider
        email
        linkedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:81d7074ae99a1530b70cf4593d1fa09d0482a11be1f6a85e154f3f27b8494d09"}) as unknown as TypedDocumentString<LinkProviderMutation, LinkProviderMutationVariables>;
export const LoginDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Login($email: String!, $password: String!) {
  login(input: {email: $email, password: $password}) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        role
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:fa6d2f56d35202814fa1881de06b17e065987b712ef9ce2e92c3d09c1d394029"}) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const LogoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Logout($refreshToken: String!) {
  logout(input: {refreshToken: $refreshToken}) {
    __typename
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:e29eec70ef6751b7de2160b39f1288ef7795410e8af44a4be8eb05750ee3a98b"}) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const LogoutEverywhereDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LogoutEverywhere($keepCurrent: Boolean = false) {
  logoutEverywhere(input: {keepCurrent: $keepCurrent}) {
    __typename
    ... on LoggedOutEverywhere {
      sessionsEnded
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:f465cca3d238d71884eee286bc45dfdc1ddd451e7ba9487df69817c7cef30fc3"}) as unknown as TypedDocumentString<LogoutEverywhereMutation, LogoutEverywhereMutationVariables>;
export const LowBalanceDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription LowBalance {
  lowBalance {
    low
    notice {
      id
      at
      available
      held
      thresholdTokens
    }
  }
}
    `, {"hash":"sha256:cd078c1cf5726101be4114ab580df27f194092562975d35f343a9a6e9bb67087"}) as unknown as TypedDocumentString<LowBalanceSubscription, LowBalanceSubscriptionVariables>;
export const LowBalanceNoticeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LowBalanceNotice {
  lowBalanceNotice {
    thresholdTokens
    isDefault
    byMail
    low
  }
}
    `, {"hash":"sha256:6218e41e0943059f8fe257c636ae7efd3e951b839fcbe6621ae718c6dc2f6ce8"}) as unknown as TypedDocumentString<LowBalanceNoticeQuery, LowBalanceNoticeQueryVariables>;
export const MeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Me {
  me {
    id
    email
    name
    role
    createdAt
    usage {
      requests
      tokens
      cost
    }
  }
}
    `, {"hash":"sha256:df39dbcd5b9671a956b558af2e6649964b686afcdb6a4c10eff30eae0b94f5d0"}) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const MessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Messages($conversation: ID!, $first: Int!, $after: String) {
  messages(conversationId: $conversation, first: $first, after: $after) {
    edges {
      node {
        id
        role
        content
        modelId
        usage {
          inputTokens
          outputTokens
          cost
        }
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:cf0622797cfc1ed5eb82980dba4197eac5be5b6fcc5e086a9294db4d67630c5b"}) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessagesInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MessagesInFull($conversation: ID!, $first: Int!, $after: String) {
  messages(conversationId: $conversation, first: $first, after: $after) {
    edges {
      node {
        id
        role
        content
        removedAt
        notice
        modelId
        requestedModelId
        finishReason
        createdAt
        usage {
          inputTokens
          outputTokens
          cacheReadTokens
          cacheWriteTokens
          reasoningTokens
          images
          cost
          countedBy
          pricing {
            input
            output
            cacheRead
            cacheWrite
            reasoning
            image
            version
            policy
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:bb00c8e5c8663f34a0d83fa8fe3ae897878f0429b37516bfcff95ff268a2676a"}) as unknown as TypedDocumentString<MessagesInFullQuery, MessagesInFullQueryVariables>;
export const ModelOverridesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ModelOverrides($first: Int!, $after: String) {
  modelOverrides(first: $first, after: $after) {
    edges {
      node {
        modelId
        listed
        hidden
        premium
        name
        factorPerMille
        marginPerMille
        rates {
          input
          output
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:05dc833e78426dbd9b3166ef723ed4fecffa4df229a83db24dbd3f97e876eb2d"}) as unknown as TypedDocumentString<ModelOverridesQuery, ModelOverridesQueryVariables>;
export const ModelsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Models($first: Int!, $search: String, $freeOnly: Boolean) {
  models(first: $first, search: $search, freeOnly: $freeOnly) {
    edges {
      node {
        id
        name
        provider
        contextWindow
        free
        pricing {
          input
          output
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:ffb9fc432d2cf05d01ddb59c205331ed380b97da7e15dbbfce659dccec3c1dde"}) as unknown as TypedDocumentString<ModelsQuery, ModelsQueryVariables>;
export const ModelsInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ModelsInFull($first: Int!, $after: String, $search: String) {
  models(first: $first, after: $after, search: $search) {
    edges {
      node {
        id
        name
        provider
        contextWindow
        free
        premium
        pricing {
          input
          output
          cacheRead
          cacheWrite
          reasoning
          image
          version
          policy
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:73bed7f61c1700c1db86a5b4648633ebd16be95d2180736f683b489fa59d9327"}) as unknown as TypedDocumentString<ModelsInFullQuery, ModelsInFullQueryVariables>;
export const MyAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MyAccount {
  me {
    id
    email
    name
    avatarUrl
    initials
    role
    createdAt
    preferences {
      theme
      language
      chatModelId
      ticketModelId
    }
    subscription {
      planId
      status
      paidUntil
      limits {
        requestsPerDay
        tokensPerMonth
        maxTokensPerRequest
        premiumModels
      }
    }
    allowance {
      planId
      requestsToday
      requestsPerDay
      freeTokensThisMonth
      freeTokensPerMonth
      premiumModels
    }
    usage {
      requests
      tokens
      cost
    }
  }
}
    `, {"hash":"sha256:519dc80ce9f07b232cba6f3a29615deda6c9bbf0f7ed6e38d944330b12249125"}) as unknown as TypedDocumentString<MyAccountQuery, MyAccountQueryVariables>;
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Overview($from: DateTime!, $to: DateTime!, $bucket: TimeBucket! = DAY, $timezone: String! = "UTC") {
  overview(from: $from, to: $to, bucket: $bucket, timezone: $timezone) {
    from
    to
    totals {
      requests
      succeeded
      failed
      refused
      successPercent
      inputTokens
      outputTokens
      cost
      providerCostNanodollars
      priced
      marginNanodollars
      compared
    }
    series {
      start
      newUsers
      replies {
        requests
        failed
      }
    }
    providers {
      provider
      modelId
      asked
      providerFailures
      providerFailurePercent
      totals {
        requests
        succeeded
        failed
        refused
        successPercent
        inputTokens
        outputTokens
        cost
        providerCostNanodollars
        priced
        marginNanodollars
        compared
      }
      failures {
        reason
        count
      }
      firstToken {
        p50Ms
        p95Ms
        p99Ms
        measured
      }
      wholeReply {
        p50Ms
        p95Ms
        p99Ms
        measured
      }
    }
    models {
      provider
      modelId
      asked
      providerFailurePercent
      totals {
        requests
        cost
        providerCostNanodollars
        marginNanodollars
      }
      firstToken {
        p50Ms
        p95Ms
      }
      wholeReply {
        p50Ms
        p95Ms
      }
    }
    revenue {
      currency
      method
      sales
      gross {
        formatted
      }
      tax {
        formatted
      }
      refunded {
        formatted
      }
      lost {
        formatted
      }
      disputed {
        formatted
      }
      net {
        formatted
      }
    }
    payments {
      currency
      method
      started
      succeeded
      failed
      cancelled
      waiting
      reasons {
        reason
        count
      }
    }
    newUsers
    activeUsers {
      day
      week
      month
    }
  }
}
    `, {"hash":"sha256:c884167e1b44c81f2000c13bab7004292744a124cfe46c366dc2cf551716fe4a"}) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const PackageHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PackageHistory($id: ID, $first: Int!, $after: String) {
  packageHistory(packageId: $id, first: $first, after: $after) {
    edges {
      node {
        packageId
        change
        at
        adminId
        before {
          version
          retired
          order
        }
        after {
          version
          retired
          order
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:87974c1797f79c2f0b05718a0a49b67ecaab65e65c62fffa36ca240c15f7ce26"}) as unknown as TypedDocumentString<PackageHistoryQuery, PackageHistoryQueryVariables>;
export const PackagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Packages {
  packages {
    id
    name
    tokens
    popular
    default
    price {
      amount
      currency
      formatted
    }
    listPrice {
      amount
      currency
      formatted
    }
    discountPercent
  }
}
    `, {"hash":"sha256:9ee9270c535973c4e67cb14fe27e981096fbe38afc2147f0eb38bb7d09379c31"}) as unknown as TypedDocumentString<PackagesQuery, PackagesQueryVariables>;
export const PaymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Payment($id: ID!) {
  payment(id: $id) {
    id
    status
    method
    gateway
    gatewayReference
    packageId
    tokens
    bonusTokens
    amount {
      formatted
    }
    tax {
      formatted
    }
    taxIncluded
    total {
      formatted
    }
    refunded {
      formatted
    }
    tokensTakenBack
    failureCode
    failureReason
    failureRetryable
    createdAt
    creditedAt
  }
}
    `, {"hash":"sha256:15d043d71e68954b2348019cdc34062dcde6c380fd61c8dd31aa152fcb7e259a"}) as unknown as TypedDocumentString<PaymentQuery, PaymentQueryVariables>;
export const PaymentMethodsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PaymentMethods($packageId: ID!) {
  paymentMethods(packageId: $packageId) {
    method
    available
    reason
  }
}
    `, {"hash":"sha256:1b3faf0afeedd702bf33d68f198b6891e06e491ee25195f23fd8fb003572e5f4"}) as unknown as TypedDocumentString<PaymentMethodsQuery, PaymentMethodsQueryVariables>;
export const PaymentsForReviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PaymentsForReview($first: Int! = 20, $after: String) {
  paymentsForReview(first: $first, after: $after) {
    edges {
      node {
        id
        kind
        userId
        flags {
          reason
          detail
          at
        }
        decisions
        payment {
          status
          tokens
          gatewayReference
        }
        event {
          type
          objectId
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:71cd0edd440515ea69a1e936707ac49f9af0dbb87d840592222784d22b792218"}) as unknown as TypedDocumentString<PaymentsForReviewQuery, PaymentsForReviewQueryVariables>;
export const PlanHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlanHistory($id: ID, $first: Int!, $after: String) {
  planHistory(planId: $id, first: $first, after: $after) {
    edges {
      node {
        planId
        change
        at
        adminId
        before {
          version
          retired
          order
        }
        after {
          version
          retired
          order
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:a2cc204c2dcbd34f5a5a68a42734555a09b8b692cd9b818e501d637ccd8387be"}) as unknown as TypedDocumentString<PlanHistoryQuery, PlanHistoryQueryVariables>;
export const PlanSubscriptionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlanSubscription {
  subscription {
    id
    planId
    nextPlanId
    status
    interval
    price {
      amount
      currency
      formatted
    }
    currentPeriodStart
    currentPeriodEnd
    cancelAtPeriodEnd
    periodTokens
    paidUntil
    endedAt
    limits {
      requestsPerDay
      tokensPerMonth
      maxTokensPerRequest
      premiumModels
      priority
    }
  }
}
    `, {"hash":"sha256:f5448f63ce736bbb0eadd4474046c5e1460b5b39995af78a59b9bb7dc11a59b2"}) as unknown as TypedDocumentString<PlanSubscriptionQuery, PlanSubscriptionQueryVariables>;
export const PlansDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Plans($currency: String) {
  plans(currency: $currency) {
    id
    name
    prices {
      price {
        amount
        currency
        formatted
      }
      interval
      tokens
    }
    limits {
      requestsPerDay
      tokensPerMonth
      maxTokensPerRequest
      premiumModels
      priority
    }
  }
}
    `, {"hash":"sha256:658b452fce253a225fa90c9f0f6f79595210f30ef6d064f2e62365fea6a28a7f"}) as unknown as TypedDocumentString<PlansQuery, PlansQueryVariables>;
export const PriceQuoteDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PriceQuote($packageId: ID!, $quantity: Int! = 1, $promoCode: String) {
  priceQuote(
    input: {packageId: $packageId, quantity: $quantity, promoCode: $promoCode}
  ) {
    __typename
    ... on PriceQuote {
      subtotal {
        amount
        currency
      }
      discounts {
        kind
        promoCode
        amount {
          amount
        }
      }
      amount {
        amount
        currency
        formatted
      }
      tokens
      bonusTokens
      promoCode
    }
    ... on PromoCodeRefused {
      minimum {
        amount
        currency
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:949cb8b3da0e29d37fab9d55e91d658d19fe594bb0bdd4fea50f3b19b3647be8"}) as unknown as TypedDocumentString<PriceQuoteQuery, PriceQuoteQueryVariables>;
export const PriceVersionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PriceVersions($first: Int!, $after: String, $version: ID) {
  priceVersions(first: $first, after: $after, version: $version) {
    edges {
      node {
        version
        policy
        recordedAt
        perMille
        walletTokenNanodollars
        rates {
          input
          output
          cacheRead
          cacheWrite
          reasoning
          image
        }
        providerPrices {
          kind
          dollars
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:f6efe9cbd6b065db2e3e43c0d822e391f260ef3a235b596e30a80b5fba6c366b"}) as unknown as TypedDocumentString<PriceVersionsQuery, PriceVersionsQueryVariables>;
export const PromoCodesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PromoCodes($first: Int!, $after: String) {
  promoCodes(first: $first, after: $after) {
    edges {
      node {
        id
        name
        kind
        percent
        amounts {
          amount
          currency
        }
        bonusTokens
        totalCap
        redeemed
        active
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:bdd11e15bc2a23d61dc46e5bb9dba9de6b5ccdfd82b0642abaaec2d88cf7988b"}) as unknown as TypedDocumentString<PromoCodesQuery, PromoCodesQueryVariables>;
export const ProviderKeysDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ProviderKeys($provider: String, $first: Int!, $after: String) {
  providerKeys(provider: $provider, first: $first, after: $after) {
    edges {
      node {
        id
        provider
        name
        maskedKey
        inSettings
        status
        needsAttention
        restsUntil
        restsBecause
        enabled
        costPerMille
        requestsPerDay
        requestsPerMonth
        microdollarsPerDay
        microdollarsPerMonth
        requestsToday
        requestsThisMonth
        microdollarsToday
        microdollarsThisMonth
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:483aa3c186e1088676e762cabee1dc5d56628b818a5274978864e397606becd1"}) as unknown as TypedDocumentString<ProviderKeysQuery, ProviderKeysQueryVariables>;
export const PurchaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Purchase($packageId: ID!, $method: PaymentMethod!, $key: String!) {
  purchase(
    input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key}
  ) {
    __typename
    ... on PurchaseStarted {
      payment {
        id
        status
        tokens
        amount {
          amount
          currency
          formatted
        }
        gatewayReference
      }
      clientSecret
      publishableKey
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:5d0cc23bcc3671dcfb4caa378417577e57eff86416b2469fcadc9cdddfd1e2e2"}) as unknown as TypedDocumentString<PurchaseMutation, PurchaseMutationVariables>;
export const PurchaseByPageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PurchaseByPage($packageId: ID!, $method: PaymentMethod!, $key: String!) {
  purchase(
    input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key}
  ) {
    __typename
    ... on PurchaseStarted {
      payment {
        id
        status
        tokens
        amount {
          formatted
        }
      }
      paymentPageUrl
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:4efb5b14c1c1b44b3cb70ac2dcd5fc4ca9c35d0574af7b718f58e1385140e22b"}) as unknown as TypedDocumentString<PurchaseByPageMutation, PurchaseByPageMutationVariables>;
export const PurchaseGiftDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PurchaseGift($packageId: ID!, $method: PaymentMethod!, $key: String!, $giftTo: String!, $message: String) {
  purchase(
    input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, giftTo: $giftTo, giftMessage: $message}
  ) {
    __typename
    ... on PurchaseStarted {
      payment {
        id
        status
        tokens
        amount {
          amount
          currency
        }
        gift {
          message
        }
      }
      clientSecret
      publishableKey
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:4304739f1cd3e1c2d2752e48452b8308e6403d20afd8c0bcd2af2d33319b9afe"}) as unknown as TypedDocumentString<PurchaseGiftMutation, PurchaseGiftMutationVariables>;
export const PurchaseWithTaxDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PurchaseWithTax($packageId: ID!, $method: PaymentMethod!, $key: String!, $address: BillingAddressInput!) {
  purchase(
    input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, billingAddress: $address}
  ) {
    __typename
    ... on PurchaseStarted {
      payment {
        id
        status
        tokens
        amount {
          amount
          currency
          formatted
        }
        tax {
          formatted
        }
        taxIncluded
        total {
          amount
          formatted
        }
      }
      clientSecret
      publishableKey
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:406506a5125d7ee2920917eba89f9438af4364d8fb9e3a61dbec6428f209cced"}) as unknown as TypedDocumentString<PurchaseWithTaxMutation, PurchaseWithTaxMutationVariables>;
export const PurchasesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Purchases($first: Int!, $after: String) {
  purchases(first: $first, after: $after) {
    edges {
      node {
        id
        status
        method
        packageId
        tokens
        amount {
          amount
          currency
        }
        failureReason
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:996ca167901be5f762a8fc2e7f982b4fca14a55d217d638e5b40eaca5821bc97"}) as unknown as TypedDocumentString<PurchasesQuery, PurchasesQueryVariables>;
export const ReceiptDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Receipt($paymentId: ID!, $language: Language) {
  receipt(paymentId: $paymentId, language: $language) {
    number
    url
    expiresAt
  }
}
    `, {"hash":"sha256:848c44d5fcf2e8be02742c07f76c7490d44bc568a1329e847b560f6a285ae729"}) as unknown as TypedDocumentString<ReceiptQuery, ReceiptQueryVariables>;
export const RefreshSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!) {
  refreshSession(input: {refreshToken: $refreshToken}) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        role
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:5e41fba1f90653f4bd1ca0a40886a54c6dec9aaf344008355e19c8593495556c"}) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RefundInvoiceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RefundInvoice($invoiceId: ID!, $amount: BigInt, $reason: String!, $key: String!) {
  refundInvoice(
    input: {invoiceId: $invoiceId, amount: $amount, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on InvoiceRefunded {
      refundId
      amount {
        formatted
      }
      refunded {
        formatted
      }
      tokensTakenBack
    }
    ... on RefundRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:02e5926a6d279ad7d616bf38ef750009fd888c96ec88e2d337128758a76ce278"}) as unknown as TypedDocumentString<RefundInvoiceMutation, RefundInvoiceMutationVariables>;
export const RefundPaymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RefundPayment($paymentId: ID!, $amount: BigInt, $reason: String!, $key: String!) {
  refundPayment(
    input: {paymentId: $paymentId, amount: $amount, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on PaymentRefunded {
      refundId
      amount {
        formatted
      }
      payment {
        status
        tokensTakenBack
      }
    }
    ... on RefundRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:6705dcd6581d5f3d4e9b597e745e8ecbeecaa6563e5482a9decaebdf83273435"}) as unknown as TypedDocumentString<RefundPaymentMutation, RefundPaymentMutationVariables>;
export const RegenerateReplyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RegenerateReply($reply: ID!, $model: ID, $fallbacks: [ID!], $key: String!) {
  regenerateReply(
    input: {replyId: $reply, modelId: $model, fallbackModels: $fallbacks, idempotencyKey: $key}
  ) {
    __typename
    ... on ChatCompleted {
      conversation {
        id
        title
        messageCount
        totalTokens
        totalCost
      }
      reply {
        id
        parentId
        versionIds
        content
        modelId
        createdAt
      }
      usage {
        inputTokens
        outputTokens
        cacheReadTokens
        cacheWriteTokens
        reasoningTokens
        cost
      }
      balance {
        available
        held
      }
      messagesLeftOut
    }
    ... on InsufficientTokens {
      code
      message
      suggestion
      required
      available
      balance {
        available
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:5244c6d060c6210952a3f0559f500a125a76a610e560c706ae6d2aeeff6beb5b"}) as unknown as TypedDocumentString<RegenerateReplyMutation, RegenerateReplyMutationVariables>;
export const RegenerateReplyStreamDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription RegenerateReplyStream($reply: ID!, $key: String!) {
  regenerateReplyStream(input: {replyId: $reply, idempotencyKey: $key}) {
    __typename
    ... on ChatStarted {
      conversation {
        id
      }
      heldTokens
      messagesLeftOut
    }
    ... on ChatDelta {
      index
      text
    }
    ... on ChatCompleted {
      reply {
        id
        parentId
        content
      }
      usage {
        inputTokens
        outputTokens
        cost
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      code
      message
      required
      available
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:327379f5783674c7cd81a6a4d26dd69933bf7fdefdc4c19f41810d9a2b6aa4cd"}) as unknown as TypedDocumentString<RegenerateReplyStreamSubscription, RegenerateReplyStreamSubscriptionVariables>;
export const RegisterDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Register($email: String!, $password: String!) {
  register(input: {email: $email, password: $password, name: "Ada"}) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        role
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:157e7e9ce62fe4dbb8ca2a5bb3dd42d3737c541ee0dc0059ad3188859e9bddb4"}) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const RegisterInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RegisterInFull($email: String!, $password: String!, $name: String!, $referralCode: String) {
  register(
    input: {email: $email, password: $password, name: $name, referralCode: $referralCode}
  ) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        name
        role
      }
    }
    ... on SessionInCookies {
      expiresAt
      user {
        id
        email
        name
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:7bbd5803fdffebf3d4c32b7f70ad2366a9956d45361202ba073f6d6bd84c2b7e"}) as unknown as TypedDocumentString<RegisterInFullMutation, RegisterInFullMutationVariables>;
export const ReleaseHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReleaseHold($user: ID, $hold: ID!) {
  releaseHold(input: {userId: $user, holdId: $hold}) {
    __typename
    ... on HoldReleased {
      returned
      balance {
        available
        held
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:845b948bcf8522d454619f428d1909f07a433820e301ef013d566ab82063855e"}) as unknown as TypedDocumentString<ReleaseHoldMutation, ReleaseHoldMutationVariables>;
export const RemoveModelOverrideDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveModelOverride($model: ID!) {
  removeModelOverride(input: {modelId: $model}) {
    __typename
    ... on ModelOverrideRemoved {
      modelId
      listed
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:ab436dc47febca0e7b51fd21f58517be412307400fa4c7b924df977ddbb8d40d"}) as unknown as TypedDocumentString<RemoveModelOverrideMutation, RemoveModelOverrideMutationVariables>;
export const RemoveProviderKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveProviderKey($key: ID!) {
  removeProviderKey(input: {keyId: $key}) {
    __typename
    ... on ProviderKeyRemoved {
      keyId
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:36fe70d89222834126659427fed36bdc6f978046b90a7e5f8131c272a1499d71"}) as unknown as TypedDocumentString<RemoveProviderKeyMutation, RemoveProviderKeyMutationVariables>;
export const RemoveSavedCardDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveSavedCard($savedCardId: ID!) {
  removeSavedCard(input: {savedCardId: $savedCardId}) {
    __typename
    ... on SavedCardRemoved {
      savedCardId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9a5ef0d2006609fa9e7aaddb3a7a966798789e68cb66d5fcfe3cecb84f63f3d4"}) as unknown as TypedDocumentString<RemoveSavedCardMutation, RemoveSavedCardMutationVariables>;
export const RemoveTeamMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RemoveTeamMember($team: ID!, $member: ID!) {
  removeTeamMember(input: {teamId: $team, memberId: $member}) {
    __typename
    ... on TeamMemberRemoved {
      teamId
      memberId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:f819e5b9a83cdd67f7bddab43e16c5713d6f1dc6ad90ed664728072045fac24c"}) as unknown as TypedDocumentString<RemoveTeamMemberMutation, RemoveTeamMemberMutationVariables>;
export const RenameConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenameConversation($conversation: ID!, $title: String!) {
  renameConversation(input: {conversationId: $conversation, title: $title}) {
    __typename
    ... on Conversation {
      id
      title
      messageCount
      lastMessageAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:1f7394e59558f3537d8d4412ab9b54a9b16e631199c11a2df532ea04d078cb0f"}) as unknown as TypedDocumentString<RenameConversationMutation, RenameConversationMutationVariables>;
export const RenameTeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenameTeam($team: ID!, $name: String!) {
  renameTeam(input: {teamId: $team, name: $name}) {
    __typename
    ... on Team {
      id
      name
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:983ea9514d5209ad99bd19406e8b65c1d46ef237745718ff9820170decd1df17"}) as unknown as TypedDocumentString<RenameTeamMutation, RenameTeamMutationVariables>;
export const RenewHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenewHold($user: ID, $hold: ID!, $seconds: Int) {
  renewHold(input: {userId: $user, holdId: $hold, seconds: $seconds}) {
    __typename
    ... on HoldRenewed {
      hold {
        id
        amount
        expiresAt
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:bf2301d6530063907416d2827c8ab8886398015516ffe17dd5bfab1d97ccde03"}) as unknown as TypedDocumentString<RenewHoldMutation, RenewHoldMutationVariables>;
export const RenewSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenewSession($refreshToken: String) {
  refreshSession(input: {refreshToken: $refreshToken}) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
    }
    ... on SessionInCookies {
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:3f9b82641a22b139656bc7615df6a7e94d323bf8c903be2009d6c8c1ae14847a"}) as unknown as TypedDocumentString<RenewSessionMutation, RenewSessionMutationVariables>;
export const ReplayWebhookDeliveriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReplayWebhookDeliveries($endpoint: ID!, $from: DateTime!, $to: DateTime!, $key: String!) {
  replayWebhookDeliveries(
    input: {endpointId: $endpoint, from: $from, to: $to, idempotencyKey: $key}
  ) {
    __typename
    ... on WebhookDeliveriesQueued {
      deliveries
      more
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:25da594b19fe32f9a5bbc8fdc6799dc6ead1212306a42dcba1cb36a586cdee31"}) as unknown as TypedDocumentString<ReplayWebhookDeliveriesMutation, ReplayWebhookDeliveriesMutationVariables>;
export const ReplayWebhookDeliveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReplayWebhookDelivery($delivery: ID!) {
  replayWebhookDelivery(input: {deliveryId: $delivery}) {
    __typename
    ... on WebhookDeliveryQueued {
      delivery {
        id
        eventId
        eventType
        state
        nextTryAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:c7466a860869774f41e3ba8f33f3fa96b69b20611a6c2f505e73fb3896075f62"}) as unknown as TypedDocumentString<ReplayWebhookDeliveryMutation, ReplayWebhookDeliveryMutationVariables>;
export const RequestPasswordResetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestPasswordReset($email: String!) {
  requestPasswordReset(input: {email: $email}) {
    __typename
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:3100a77816c41356ebff7091ce45feae04843f6cb55fcbe331be40b19505e5ce"}) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResendTeamInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResendTeamInvitation($invitation: ID!) {
  resendTeamInvitation(input: {invitationId: $invitation}) {
    __typename
    ... on TeamInvitation {
      id
      teamId
      teamName
      email
      role
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:090c2859f7d67ff509b1f2b2acf8f317a41e9194e8cfa5dddbffa1a8e257bd5c"}) as unknown as TypedDocumentString<ResendTeamInvitationMutation, ResendTeamInvitationMutationVariables>;
export const ResetPasswordDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResetPassword($token: String!, $newPassword: String!) {
  resetPassword(input: {token: $token, newPassword: $newPassword}) {
    __typename
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:2001a61a2b386c0c26b3dae53a853ec38dd98a749d8ff7a3ed5c6cb066be73e2"}) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ResolveReviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResolveReview($reviewId: ID!, $decision: ReviewDecision!, $reason: String!, $key: String!) {
  resolveReview(
    input: {reviewId: $reviewId, decision: $decision, reason: $reason, idempotencyKey: $key}
  ) {
    ... on ReviewResolved {
      review {
        id
        flags {
          reason
          detail
        }
        payment {
          status
          creditedAt
        }
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:a48e9aee7c1fe89ed70e3f8275ca88b24dfee2a8a1aec4876f7ea51ee8b9b2fb"}) as unknown as TypedDocumentString<ResolveReviewMutation, ResolveReviewMutationVariables>;
export const RestorePackageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestorePackage($id: ID!, $version: Int!) {
  restorePackage(input: {packageId: $id, version: $version}) {
    __typename
    ... on PackageSaved {
      package {
        id
        version
        retired
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:6ecb8f08a1d9b102deb9385001180b6458cc20402484ca057d97e4e6d970bf19"}) as unknown as TypedDocumentString<RestorePackageMutation, RestorePackageMutationVariables>;
export const RestorePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestorePlan($id: ID!, $version: Int!) {
  restorePlan(input: {planId: $id, version: $version}) {
    __typename
    ... on PlanSaved {
      plan {
        id
        version
        retired
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:62f5e99f9633fd738e6c153992bfa1cfe713cb8b7c021d778fced7204c563b9d"}) as unknown as TypedDocumentString<RestorePlanMutation, RestorePlanMutationVariables>;
export const ResumableChatDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription ResumableChat($message: String!, $model: ID, $conversation: ID, $key: String!, $afterIndex: Int! = 0, $afterAttempt: Int) {
  chatStream(
    input: {message: $message, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
    afterIndex: $afterIndex
    afterAttempt: $afterAttempt
  ) {
    __typename
    ... on ChatStarted {
      attempt
      conversation {
        id
      }
      heldTokens
    }
    ... on ChatDelta {
      index
      nextIndex
      text
    }
    ... on ChatCompleted {
      reply {
        id
        finishReason
      }
      usage {
        inputTokens
        outputTokens
        cost
      }
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      code
      message
      required
      available
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9561be16647805102a09558e6820c0ba165855fbb8b2a451b55b0189ef4b7712"}) as unknown as TypedDocumentString<ResumableChatSubscription, ResumableChatSubscriptionVariables>;
export const ResumeFirstPaymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResumeFirstPayment($subscriptionId: ID!) {
  resumeFirstPayment(input: {subscriptionId: $subscriptionId}) {
    __typename
    ... on SubscriptionStarted {
      subscription {
        id
        planId
        status
      }
      clientSecret
      publishableKey
      paymentPageUrl
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e4eb8a630cd5f5f8d4db05d967f98574d4124bb02553a4e93a5f04e93dbfefbd"}) as unknown as TypedDocumentString<ResumeFirstPaymentMutation, ResumeFirstPaymentMutationVariables>;
export const ResumePurchaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResumePurchase($paymentId: ID!) {
  resumePurchase(input: {paymentId: $paymentId}) {
    __typename
    ... on PurchaseStarted {
      payment {
        id
        status
        resumable
        tokens
        amount {
          amount
          currency
          formatted
        }
        gatewayReference
      }
      clientSecret
      publishableKey
      paymentPageUrl
      expiresAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:cf546ba7b06c7d8067a69da0825e909d8d5b960d12808186645fd19718cdfd29"}) as unknown as TypedDocumentString<ResumePurchaseMutation, ResumePurchaseMutationVariables>;
export const ResumeSubscriptionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResumeSubscription($key: String!) {
  resumeSubscription(input: {idempotencyKey: $key}) {
    __typename
    ... on SubscriptionChanged {
      subscription {
        planId
        nextPlanId
        status
        cancelAtPeriodEnd
        currentPeriodEnd
      }
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:dbbc4f3019c22ea3d882e4bbd23ee69ed25715460c5597f8683255ece8039a1e"}) as unknown as TypedDocumentString<ResumeSubscriptionMutation, ResumeSubscriptionMutationVariables>;
export const RetirePackageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RetirePackage($id: ID!, $version: Int!) {
  retirePackage(input: {packageId: $id, version: $version}) {
    __typename
    ... on PackageSaved {
      package {
        id
        version
        retired
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:e82bd722513e9c58691553cd3976bf3000fee198907f2cd1547ee7a332342d1c"}) as unknown as TypedDocumentString<RetirePackageMutation, RetirePackageMutationVariables>;
export const RetirePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RetirePlan($id: ID!, $version: Int!) {
  retirePlan(input: {planId: $id, version: $version}) {
    __typename
    ... on PlanSaved {
      plan {
        id
        version
        retired
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:9b9d26db79304b868c78a7754480b9e3e0242214a5fb13f50a337d1b647a0159"}) as unknown as TypedDocumentString<RetirePlanMutation, RetirePlanMutationVariables>;
export const ReviewMessageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReviewMessage($message: ID!, $decision: MessageDecision!, $reason: String!) {
  reviewMessage(
    input: {messageId: $message, decision: $decision, reason: $reason}
  ) {
    __typename
    ... on MessageReviewed {
      reviewed {
        messageId
        state
        content
        flagCount
        decidedAt
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:ea48eeed92cc88b7bd62a7766c31914f301da5700bb6b717dcbf3a1dc4126b1f"}) as unknown as TypedDocumentString<ReviewMessageMutation, ReviewMessageMutationVariables>;
export const RevokeApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeApiKey($apiKeyId: ID!) {
  revokeApiKey(input: {apiKeyId: $apiKeyId}) {
    __typename
    ... on ApiKeyRevoked {
      apiKey {
        id
        revokedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:b822d231a3f5df58b7f8a8628dc92616763fdaa2b232ee428f4ee6d93018ba8e"}) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const RevokeSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeSession($sessionId: ID!) {
  revokeSession(input: {sessionId: $sessionId}) {
    __typename
    ... on SessionRevoked {
      sessionId
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:3d870cb9fa16bdc8e484e7fcd5a6500394765605654dbbbe25d1ca7294530474"}) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const RotateWebhookSecretDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RotateWebhookSecret($endpoint: ID!) {
  rotateWebhookSecret(input: {endpointId: $endpoint}) {
    __typename
    ... on WebhookSecretShown {
      secret
      endpoint {
        id
        url
        rotatedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:09903aa39ab70277545faad107eef3d54848a4a2a1241d958616472c0d915dcb"}) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SendTestEventDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendTestEvent($endpoint: ID!) {
  sendTestEvent(input: {endpointId: $endpoint}) {
    __typename
    ... on WebhookDeliveryQueued {
      delivery {
        id
        eventId
        eventType
        state
        nextTryAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:1fbb343faa70efe7de2cd5d7b0c14b0279f3cc54811f8f7565f0bc3b610f9b2f"}) as unknown as TypedDocumentString<SendTestEventMutation, SendTestEventMutationVariables>;
export const SendVerificationEmailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendVerificationEmail($key: String) {
  sendVerificationEmail(input: {idempotencyKey: $key}) {
    __typename
    ... on VerificationEmailSent {
      email
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:91bb9d6aead4f06d2cc2ca4f44e10b4cc6fa6e79157a70d8497980526643654a"}) as unknown as TypedDocumentString<SendVerificationEmailMutation, SendVerificationEmailMutationVariables>;
export const SessionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Sessions($first: Int = 20, $after: String) {
  sessions(first: $first, after: $after) {
    edges {
      node {
        id
        device
        network
        openedAt
        lastUsedAt
        expiresAt
        current
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:b2a9818625e6e5011eebf1b81c72d674dcc4dce2bc59f6533444e4ae79676e7e"}) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const SetAutoRefillDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetAutoRefill($user: ID!, $choice: AutoRefillChoice!, $interval: Int, $unit: AutoRefillUnit, $amount: BigInt, $mode: AutoRefillMode, $cap: BigInt, $zone: String, $start: DateTime, $reason: String!) {
  setAutoRefill(
    input: {userId: $user, choice: $choice, interval: $interval, unit: $unit, amount: $amount, mode: $mode, cap: $cap, timeZone: $zone, startsAt: $start, reason: $reason}
  ) {
    __typename
    ... on AutoRefillSet {
      autoRefill {
        enabled
        choice
        interval
        unit
        amount
        mode
        cap
        timeZone
        lastRefillAt
        nextRefillAt
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:92d8aea94918cdd4bdf8aa84aad4fa808eb153af07c1456de9b9a6859e1ae44f"}) as unknown as TypedDocumentString<SetAutoRefillMutation, SetAutoRefillMutationVariables>;
export const SetAutoTopUpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetAutoTopUp($thresholdTokens: BigInt!, $packageId: ID!, $monthlyCap: MoneyInput!, $savedCardId: ID!, $consent: Boolean!, $key: String!) {
  setAutoTopUp(
    input: {enabled: true, thresholdTokens: $thresholdTokens, packageId: $packageId, monthlyCap: $monthlyCap, savedCardId: $savedCardId, consent: $consent, idempotencyKey: $key}
  ) {
    __typename
    ... on AutoTopUpSaved {
      autoTopUp {
        state
        reason
        monthlyCap {
          formatted
        }
        spentThisMonth {
          formatted
        }
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:40598c9cc997e51f58397ddb1b6c9b204c73c89ea82194d9a2680bf6a449d9af"}) as unknown as TypedDocumentString<SetAutoTopUpMutation, SetAutoTopUpMutationVariables>;
export const SetBalanceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetBalance($userId: ID!, $available: BigInt!, $reason: String!, $key: String!) {
  setBalance(
    input: {userId: $userId, available: $available, reason: $reason, idempotencyKey: $key}
  ) {
    __typename
    ... on BalanceAdjusted {
      actionId
      availableBefore
      balance {
        available
        free
        purchased
        held
        debt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:56850a3e02d338b26f3c28653211c3f97098086b065bb5262bc67efef3a191da"}) as unknown as TypedDocumentString<SetBalanceMutation, SetBalanceMutationVariables>;
export const SetLowBalanceNoticeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetLowBalanceNotice($threshold: BigInt, $byMail: Boolean! = false) {
  setLowBalanceNotice(input: {thresholdTokens: $threshold, byMail: $byMail}) {
    __typename
    ... on LowBalanceSettingsSaved {
      settings {
        thresholdTokens
        isDefault
        byMail
        low
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:af7dcd0c2d65957dc0955f85381bc3ce180444bb36f006b224f83a888a49221f"}) as unknown as TypedDocumentString<SetLowBalanceNoticeMutation, SetLowBalanceNoticeMutationVariables>;
export const SetModelOverrideDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetModelOverride($model: ID!, $hidden: Boolean, $premium: Boolean, $name: String, $factorPerMille: Int) {
  setModelOverride(
    input: {modelId: $model, hidden: $hidden, premium: $premium, name: $name, factorPerMille: $factorPerMille}
  ) {
    __typename
    ... on ModelOverrideSet {
      override {
        modelId
        listed
        hidden
        premium
        name
        factorPerMille
        marginPerMille
        rates {
          input
          output
        }
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:4650e64339011082d02f62298e1e9b444bfa8b61ae5fce99005e1b6c7502e939"}) as unknown as TypedDocumentString<SetModelOverrideMutation, SetModelOverrideMutationVariables>;
export const SetTeamMemberCapsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetTeamMemberCaps($team: ID!, $member: ID!, $daily: BigInt, $monthly: BigInt) {
  setTeamMemberCaps(
    input: {teamId: $team, memberId: $member, dailyCap: $daily, monthlyCap: $monthly}
  ) {
    __typename
    ... on TeamMember {
      person {
        id
        name
      }
      role
      dailyCap
      monthlyCap
      usedToday
      usedThisMonth
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:a190a267697bea141bfa008b7408fbc9f1a4271c94331d23a553089519798ec8"}) as unknown as TypedDocumentString<SetTeamMemberCapsMutation, SetTeamMemberCapsMutationVariables>;
export const SetTeamMemberRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetTeamMemberRole($team: ID!, $member: ID!, $role: TeamRole!) {
  setTeamMemberRole(input: {teamId: $team, memberId: $member, role: $role}) {
    __typename
    ... on TeamMember {
      person {
        id
        name
      }
      role
      dailyCap
      monthlyCap
      usedToday
      usedThisMonth
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:81668ea7219046f20ab060cd2577b368c3754ebd4eb50e0f840bb48ae8c34fb1"}) as unknown as TypedDocumentString<SetTeamMemberRoleMutation, SetTeamMemberRoleMutationVariables>;
export const SetUserRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SetUserRole($userId: ID!, $role: Role!, $reason: String!) {
  setUserRole(input: {userId: $userId, role: $role, reason: $reason}) {
    __typename
    ... on UserChanged {
      user {
        id
        email
        status
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:3a54919c83682f374958b630ee2bc0b3d9a480ca3f43c6d07a3488aecbf1e8b3"}) as unknown as TypedDocumentString<SetUserRoleMutation, SetUserRoleMutationVariables>;
export const SettleHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SettleHold($user: ID, $hold: ID!, $amount: BigInt!, $work: WorkInput) {
  settleHold(input: {userId: $user, holdId: $hold, amount: $amount, work: $work}) {
    __typename
    ... on HoldSettled {
      cost
      returned
      balance {
        available
        held
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:c61d8b1fb5e001df53652154aebe8e069426f38ed650829f42164e79b23fa916"}) as unknown as TypedDocumentString<SettleHoldMutation, SettleHoldMutationVariables>;
export const ShareConversationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ShareConversation($conversation: ID!, $access: ShareAccess!, $key: String!) {
  shareConversation(
    input: {conversationId: $conversation, access: $access, idempotencyKey: $key}
  ) {
    __typename
    ... on ConversationShared {
      invitation
      share {
        id
        access
        person {
          id
          name
        }
        expiresAt
        acceptedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9f25876ec8d531129ed8f0e0d13081fd6ca8d484ada52f61516e71a3efb3d651"}) as unknown as TypedDocumentString<ShareConversationMutation, ShareConversationMutationVariables>;
export const ShowBranchDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ShowBranch($message: ID!) {
  showBranch(input: {messageId: $message}) {
    __typename
    ... on Conversation {
      id
      title
      messageCount
      lastMessageAt
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:14dcff230450373bd500f6da72ddb4fe6d70a9d6f3be05287111f84f868df50c"}) as unknown as TypedDocumentString<ShowBranchMutation, ShowBranchMutationVariables>;
export const SignInProvidersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SignInProviders {
  signInProviders {
    name
    startPath
  }
}
    `, {"hash":"sha256:f4978c92e28c8e3c307e896e7d195059ff3f0e89e3112578c27fc044223c3c00"}) as unknown as TypedDocumentString<SignInProvidersQuery, SignInProvidersQueryVariables>;
export const SpendTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SpendTokens($user: ID, $amount: BigInt!, $work: WorkInput, $key: String!) {
  spendTokens(
    input: {userId: $user, amount: $amount, work: $work, idempotencyKey: $key}
  ) {
    __typename
    ... on TokensSpent {
      cost
      balance {
        available
        held
      }
    }
    ... on InsufficientTokens {
      required
      available
      suggestion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:e28bc62564e88ac602304b7147b764780bb94719714e237b712ca1aec9b53a72"}) as unknown as TypedDocumentString<SpendTokensMutation, SpendTokensMutationVariables>;
export const StartBulkGrantDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartBulkGrant($amount: BigInt!, $mostUsers: BigInt!, $reason: String!, $key: String!, $expiresAt: DateTime, $role: Role, $planId: ID, $verified: Boolean, $createdFrom: DateTime, $createdTo: DateTime, $availableLeast: BigInt, $availableMost: BigInt) {
  startBulkGrant(
    input: {amount: $amount, mostUsers: $mostUsers, reason: $reason, idempotencyKey: $key, expiresAt: $expiresAt, role: $role, planId: $planId, verified: $verified, createdFrom: $createdFrom, createdTo: $createdTo, availableLeast: $availableLeast, availableMost: $availableMost}
  ) {
    __typename
    ... on BulkGrantChanged {
      bulkGrant {
        id
        status
        expectedUsers
        granted
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e4f6c5304141807b23e912fed6717d73540f9a2304a2d2e6b24287255bfd4cb4"}) as unknown as TypedDocumentString<StartBulkGrantMutation, StartBulkGrantMutationVariables>;
export const StartCardSetupDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartCardSetup($consent: Boolean!, $key: String!) {
  startCardSetup(input: {consent: $consent, idempotencyKey: $key}) {
    __typename
    ... on CardSetupStarted {
      clientSecret
      publishableKey
      pageUrl
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:3be5ef0ded22fa1728f0d75cfd73c25e4ab1606bfa0531db5c6f33b7e6c8d8c8"}) as unknown as TypedDocumentString<StartCardSetupMutation, StartCardSetupMutationVariables>;
export const StartCheckoutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartCheckout($packageId: ID!, $successUrl: String!, $cancelUrl: String!, $key: String!) {
  startCheckout(
    input: {packageId: $packageId, successUrl: $successUrl, cancelUrl: $cancelUrl, idempotencyKey: $key}
  ) {
    __typename
    ... on CheckoutStarted {
      url
      expiresAt
      payment {
        id
        status
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:d91668c78ca73273de02ae6fb9368b777722e48b170c84ac735b5fe406ceb4d4"}) as unknown as TypedDocumentString<StartCheckoutMutation, StartCheckoutMutationVariables>;
export const StartGuestSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartGuestSession($deviceKey: String!) {
  startGuestSession(input: {deviceKey: $deviceKey}) {
    __typename
    ... on Session {
      accessToken
      refreshToken
      expiresAt
      user {
        id
        email
        name
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:4f0a47d321d5aaef604a73e39ccea47e53cfc8b7c7f8f4708734f2cf30ab9122"}) as unknown as TypedDocumentString<StartGuestSessionMutation, StartGuestSessionMutationVariables>;
export const StopAutoTopUpDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StopAutoTopUp($key: String!) {
  stopAutoTopUp(input: {idempotencyKey: $key}) {
    __typename
    ... on AutoTopUpSaved {
      autoTopUp {
        state
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:4b1fad70b5273879827866ead21c6b20c115f6add9bcd3d21bdcbd5fba896cf4"}) as unknown as TypedDocumentString<StopAutoTopUpMutation, StopAutoTopUpMutationVariables>;
export const SubscribeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Subscribe($planId: ID!, $interval: PlanInterval! = MONTH, $currency: String, $key: String!) {
  subscribe(
    input: {planId: $planId, interval: $interval, currency: $currency, idempotencyKey: $key}
  ) {
    __typename
    ... on SubscriptionStarted {
      subscription {
        id
        planId
        status
      }
      clientSecret
      publishableKey
      paymentPageUrl
    }
    ... on SubscriptionRefused {
      gatewayCode
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:f170611c6e9979e2884d8b461b6551f3a7b583c322512690085297e17312e0e8"}) as unknown as TypedDocumentString<SubscribeMutation, SubscribeMutationVariables>;
export const SuspendUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SuspendUser($userId: ID!, $reason: String!) {
  suspendUser(input: {userId: $userId, reason: $reason}) {
    __typename
    ... on UserChanged {
      user {
        id
        email
        status
        role
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9eef752330605686e77a4b11262d09ce2f5d3ddcae533f5c1303b9d888117b53"}) as unknown as TypedDocumentString<SuspendUserMutation, SuspendUserMutationVariables>;
export const TeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Team($id: ID!, $first: Int = 20, $after: String) {
  team(id: $id) {
    id
    name
    role
    createdAt
    memberCount
    balance {
      available
      free
      purchased
      held
      debt
      lifetimePurchased
      lifetimeSpent
    }
    members(first: $first, after: $after) {
      edges {
        node {
          person {
            id
            name
          }
          role
          joinedAt
          dailyCap
          monthlyCap
          usedToday
          usedThisMonth
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    invitations(first: 50) {
      edges {
        node {
          id
          email
          role
          invitedBy {
            id
            name
          }
          sentAt
          expiresAt
        }
      }
    }
  }
}
    `, {"hash":"sha256:0183908972d2c8c355a9a0e5e5b645c84aba1971c6607f443b38212f9956eadd"}) as unknown as TypedDocumentString<TeamQuery, TeamQueryVariables>;
export const TeamChatDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TeamChat($team: ID!, $message: String!, $key: String!, $maxTokens: Int) {
  chat(
    input: {teamId: $team, message: $message, idempotencyKey: $key, maxTokens: $maxTokens}
  ) {
    __typename
    ... on ChatCompleted {
      conversation {
        id
      }
      reply {
        id
        content
      }
      usage {
        cost
      }
      balance {
        available
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:c443a91347c2f71f5ce6907edece5ad03f5ab0c8ed8efc566da1bf1ed1874c00"}) as unknown as TypedDocumentString<TeamChatMutation, TeamChatMutationVariables>;
export const TeamInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TeamInvitation($token: String!) {
  teamInvitation(token: $token) {
    id
    teamId
    teamName
    email
    role
    invitedBy {
      id
      name
    }
    expiresAt
  }
}
    `, {"hash":"sha256:49052538c52f82e0496b2efbf255cd8bba4e7649b6c3ddf41977193492aacfd2"}) as unknown as TypedDocumentString<TeamInvitationQuery, TeamInvitationQueryVariables>;
export const TeamInvitationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TeamInvitations($first: Int = 20, $after: String) {
  teamInvitations(first: $first, after: $after) {
    edges {
      node {
        id
        teamId
        teamName
        email
        role
        invitedBy {
          id
          name
        }
        expiresAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:3dcd2cf55b2e9b8a83f33ccc12b1f803acfb5d218f01589bb2aafdbebb1e5037"}) as unknown as TypedDocumentString<TeamInvitationsQuery, TeamInvitationsQueryVariables>;
export const TeamUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TeamUsage($team: ID!, $member: ID, $first: Int = 20, $after: String) {
  usageHistory(
    teamId: $team
    first: $first
    after: $after
    filter: {memberId: $member}
  ) {
    edges {
      node {
        id
        at
        kind
        modelId
        member {
          id
          name
        }
        cost
        balanceAfter
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:8619e69f83f021beb809fc7867c8d8bd187a31838a9aefdabc77144c4a1dcf66"}) as unknown as TypedDocumentString<TeamUsageQuery, TeamUsageQueryVariables>;
export const TeamsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Teams($first: Int = 20, $after: String) {
  teams(first: $first, after: $after) {
    edges {
      node {
        id
        name
        role
        balance {
          available
        }
        membership {
          dailyCap
          monthlyCap
          usedToday
          usedThisMonth
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:963a831750e11db0f7c0312e87dbd71d023ee6a4972429169864a39e9c0ca164"}) as unknown as TypedDocumentString<TeamsQuery, TeamsQueryVariables>;
export const TestProviderKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TestProviderKey($key: ID!, $model: ID) {
  testProviderKey(input: {keyId: $key, modelId: $model}) {
    __typename
    ... on ProviderKeyTested {
      ok
      failureCode
      failureMessage
      modelId
      milliseconds
      providerKey {
        id
        status
        restsUntil
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:a30d5d924c2a9259e51376f5cae28bb5eb7a33ff9df69cf50f835db51bc3e102"}) as unknown as TypedDocumentString<TestProviderKeyMutation, TestProviderKeyMutationVariables>;
export const TicketExportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TicketExport($ticket: ID!, $format: TicketFormat!) {
  ticketExport(ticketId: $ticket, format: $format) {
    url
    expiresAt
  }
}
    `, {"hash":"sha256:890d8dd3feb8c9b506fc0097e205a67c2aa229174d47390d14ccd5f1ea4d4565"}) as unknown as TypedDocumentString<TicketExportQuery, TicketExportQueryVariables>;
export const TicketLimitsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TicketLimits {
  ticketLimits {
    descriptionCharacters
    titleCharacters
    acceptanceCriteria
    labels
    preferredModelId
  }
}
    `, {"hash":"sha256:a71665a8e00711ee9d9d88236494494eb1aeab44c3ca505c2e28998dd5889bbd"}) as unknown as TypedDocumentString<TicketLimitsQuery, TicketLimitsQueryVariables>;
export const TicketsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Tickets($first: Int!, $after: String) {
  tickets(first: $first, after: $after) {
    edges {
      node {
        id
        title
        priority
        labels
        acceptanceCriteria
        createdAt
        usage {
          inputTokens
          outputTokens
          cost
          countedBy
          pricing {
            input
            output
            version
            policy
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:d6bf29d4d971996f02793b59e4908023ded8beea08509922a7e65e2c3bc577c5"}) as unknown as TypedDocumentString<TicketsQuery, TicketsQueryVariables>;
export const TransferTeamDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TransferTeam($team: ID!, $member: ID!) {
  transferTeam(input: {teamId: $team, memberId: $member}) {
    __typename
    ... on TeamMember {
      person {
        id
        name
      }
      role
      dailyCap
      monthlyCap
      usedToday
      usedThisMonth
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:244985288a591100381481ce30729b54cf17b8b11ae713ba841eb5eab457b597"}) as unknown as TypedDocumentString<TransferTeamMutation, TransferTeamMutationVariables>;
export const UnblockDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Unblock($block: ID!) {
  unblock(input: {blockId: $block}) {
    __typename
    ... on Unblocked {
      blockId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:76f1257f3c4e5441e524425c63811adfe326998f4c87cdf66c40351bfa5abb3a"}) as unknown as TypedDocumentString<UnblockMutation, UnblockMutationVariables>;
export const UnlinkProviderDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnlinkProvider($provider: String!) {
  unlinkProvider(input: {provider: $provider}) {
    __typename
    ... on LinkedProviders {
      providers {
        provider
        email
        linkedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:6227b1ce608703b3e2fb9d71d01aa056321bac828d133293a72459f42248399a"}) as unknown as TypedDocumentString<UnlinkProviderMutation, UnlinkProviderMutationVariables>;
export const UpdatePackageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePackage($id: ID!, $version: Int!, $name: String, $tokens: BigInt, $prices: [PackagePriceInput!]) {
  updatePackage(
    input: {packageId: $id, version: $version, name: $name, tokens: $tokens, prices: $prices}
  ) {
    __typename
    ... on PackageSaved {
      package {
        id
        version
        name
        tokens
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:29ca49f461d5daa0503708e95048af68ddf01788e55eca541152aa7d35f06715"}) as unknown as TypedDocumentString<UpdatePackageMutation, UpdatePackageMutationVariables>;
export const UpdatePlanDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePlan($id: ID!, $version: Int!, $name: String, $prices: [PlanPriceInput!], $tokensPerMonth: BigInt) {
  updatePlan(
    input: {planId: $id, version: $version, name: $name, prices: $prices, tokensPerMonth: $tokensPerMonth}
  ) {
    __typename
    ... on PlanSaved {
      plan {
        id
        version
      }
    }
    ... on CatalogEditStale {
      currentVersion
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:360d129e178d13bdcd3e4aee0f208b42dd875caba1f439faccaa10ca7c2596c3"}) as unknown as TypedDocumentString<UpdatePlanMutation, UpdatePlanMutationVariables>;
export const UpdatePreferencesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePreferences($theme: Theme, $language: Language, $chatModel: ID, $ticketModel: ID) {
  updatePreferences(
    input: {theme: $theme, language: $language, chatModelId: $chatModel, ticketModelId: $ticketModel}
  ) {
    __typename
    ... on PreferencesUpdated {
      user {
        id
        preferences {
          theme
          language
          chatModelId
          ticketModelId
        }
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:9f45a9361e9f5a0593361f51994c763b9697a71f6fa5209512b5a48591b6baec"}) as unknown as TypedDocumentString<UpdatePreferencesMutation, UpdatePreferencesMutationVariables>;
export const UpdateProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProfile($name: String, $avatarUrl: String) {
  updateProfile(input: {name: $name, avatarUrl: $avatarUrl}) {
    __typename
    ... on ProfileUpdated {
      user {
        id
        name
        avatarUrl
        initials
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:e52c072aad2a476cebc1bc3c69bc930d0ca988b28ab935746fb17f2de4e2f95d"}) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const UpdatePromoCodeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePromoCode($code: String!, $totalCap: Int, $endsAt: DateTime, $active: Boolean) {
  updatePromoCode(
    input: {code: $code, totalCap: $totalCap, endsAt: $endsAt, active: $active}
  ) {
    __typename
    ... on PromoCodeUpdated {
      promoCode {
        name
        totalCap
        perUserCap
        startsAt
        endsAt
        active
        redeemed
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:a40a8a4215e8f1ca4e91ed4b275ecbb49d4c919886325b0fd3566d0283b4107b"}) as unknown as TypedDocumentString<UpdatePromoCodeMutation, UpdatePromoCodeMutationVariables>;
export const UpdateProviderKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProviderKey($key: ID!, $name: String, $enabled: Boolean, $costPerMille: Int, $requestsPerDay: BigInt) {
  updateProviderKey(
    input: {keyId: $key, name: $name, enabled: $enabled, costPerMille: $costPerMille, requestsPerDay: $requestsPerDay}
  ) {
    __typename
    ... on ProviderKeyUpdated {
      providerKey {
        id
        name
        status
        enabled
        costPerMille
        requestsPerDay
      }
    }
    ... on UserError {
      code
      message
    }
  }
}
    `, {"hash":"sha256:790da3b4fdab97609af296305b928d9105e7a4a354987babdc140576e3be031f"}) as unknown as TypedDocumentString<UpdateProviderKeyMutation, UpdateProviderKeyMutationVariables>;
export const UpdateWebhookEndpointDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateWebhookEndpoint($endpoint: ID!, $url: String, $eventTypes: [WebhookEventType!], $description: String, $enabled: Boolean) {
  updateWebhookEndpoint(
    input: {endpointId: $endpoint, url: $url, eventTypes: $eventTypes, description: $description, enabled: $enabled}
  ) {
    __typename
    ... on WebhookEndpointUpdated {
      endpoint {
        id
        url
        description
        eventTypes
        enabled
        disabledReason
        disabledAt
        failingSince
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:dbca7d2ba7e4ab90a0598a1c48253c2047716895655a9a4e212e6ff963820585"}) as unknown as TypedDocumentString<UpdateWebhookEndpointMutation, UpdateWebhookEndpointMutationVariables>;
export const UsageExportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageExport {
  usageExport {
    id
    format
    state
    rows
    progress
    until
    askedAt
    endedAt
    url
    expiresAt
  }
}
    `, {"hash":"sha256:655234c82bb80cea48a6de251427b35744fdead685b8bd585bc9e6cfb59e0bd8"}) as unknown as TypedDocumentString<UsageExportQuery, UsageExportQueryVariables>;
export const UsageHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageHistory($first: Int!, $after: String, $from: DateTime, $to: DateTime) {
  usageHistory(first: $first, after: $after, filter: {from: $from, to: $to}) {
    edges {
      cursor
      node {
        id
        at
        kind
        modelId
        conversationId
        inputTokens
        outputTokens
        cost
        balanceAfter
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:a15a690f09b69c5b8d706a1bc284393936058248d9b3d7cfb169bc3ae87a7c15"}) as unknown as TypedDocumentString<UsageHistoryQuery, UsageHistoryQueryVariables>;
export const UsageHistoryInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageHistoryInFull($first: Int!, $after: String, $filter: UsageFilterInput) {
  usageHistory(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        id
        at
        kind
        provider
        modelId
        member {
          id
          name
        }
        conversationId
        messageId
        inputTokens
        outputTokens
        cacheReadTokens
        cacheWriteTokens
        reasoningTokens
        images
        cost
        balanceAfter
        pricing {
          input
          output
          cacheRead
          cacheWrite
          reasoning
          image
          version
          policy
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:94e2b792a437afad96ca92edf8b868970f0a66daa17ebc0d3f9717ebf194f2fc"}) as unknown as TypedDocumentString<UsageHistoryInFullQuery, UsageHistoryInFullQueryVariables>;
export const UsageStatsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageStats($from: DateTime!, $to: DateTime!, $tz: String!) {
  usageStats(from: $from, to: $to, bucket: DAY, timezone: $tz) {
    totals {
      requests
      inputTokens
      outputTokens
      cost
    }
    series {
      start
      requests
      inputTokens
      outputTokens
      cost
    }
    byModel {
      modelId
      requests
      cost
    }
  }
}
    `, {"hash":"sha256:534f0e9942aa8e20f126fa8f97e72e648bbdf9d5e92154953724dbee540a911a"}) as unknown as TypedDocumentString<UsageStatsQuery, UsageStatsQueryVariables>;
export const UsageStatsInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageStatsInFull($from: DateTime!, $to: DateTime!, $tz: String!, $bucket: TimeBucket!, $filter: UsageStatsFilterInput, $groupBy: UsageGrouping) {
  usageStats(
    from: $from
    to: $to
    bucket: $bucket
    timezone: $tz
    filter: $filter
    groupBy: $groupBy
  ) {
    totals {
      requests
      inputTokens
      outputTokens
      cost
    }
    series {
      start
      requests
      inputTokens
      outputTokens
      cost
    }
    groups {
      key
      others
      totals {
        requests
        cost
      }
      series {
        start
        cost
      }
    }
    byModel {
      modelId
      requests
      cost
    }
    byProvider {
      provider
      requests
      cost
    }
    byKind {
      kind
      requests
      cost
    }
    byMember {
      member {
        id
        name
      }
      requests
      cost
    }
    byConversation {
      conversationId
      requests
      cost
    }
  }
}
    `, {"hash":"sha256:f849d9dc24adbfd068af75907b72126488daea1ec33099178a9f51247c7c6451"}) as unknown as TypedDocumentString<UsageStatsInFullQuery, UsageStatsInFullQueryVariables>;
export const UserInFullDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UserInFull($id: ID!) {
  user(id: $id) {
    id
    email
    emailVerified
    name
    role
    status
    createdAt
    lastSeenAt
    planId
    walletId
    balance {
      available
      free
      purchased
      held
      debt
      lifetimePurchased
      lifetimeSpent
    }
    grants {
      source
      available
      expiresAt
      reference
    }
    usage {
      requests
      tokens
      cost
    }
    payments {
      id
      status
      amount {
        formatted
      }
      tokens
      createdAt
    }
    sessions {
      id
      device
      network
      lastUsedAt
    }
    adminActions {
      id
      at
      action
      reason
      outcome
      adminId
      changes {
        field
        before
        after
      }
    }
  }
}
    `, {"hash":"sha256:908aa624dc0281d71ba9397dd3167111db66e9e8e5d7ab13113f12ac6a93092f"}) as unknown as TypedDocumentString<UserInFullQuery, UserInFullQueryVariables>;
export const UsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Users($first: Int!, $after: String, $search: String, $filter: UserFilter, $sort: UserSort! = NEWEST) {
  users(
    first: $first
    after: $after
    search: $search
    filter: $filter
    sort: $sort
  ) {
    edges {
      node {
        id
        email
        emailVerified
        name
        role
        status
        createdAt
        lastSeenAt
        planId
        balance {
          available
          held
          debt
        }
        usage {
          requests
          cost
        }
        figures {
          available
          spent
          at
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:5b96d09e5dbac15e824424e01c3f8af242cb77e02c9e34a6519d691845bccd24"}) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const VerifyEmailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation VerifyEmail($token: String!, $password: String) {
  verifyEmail(input: {token: $token, password: $password}) {
    __typename
    ... on EmailVerified {
      email
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:56ea8ce935e5899cea33ac020c276f50893d0f1797a63e24bde2e8a27331e691"}) as unknown as TypedDocumentString<VerifyEmailMutation, VerifyEmailMutationVariables>;
export const VerifyRazorpayPaymentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation VerifyRazorpayPayment($paymentId: ID!, $razorpayPaymentId: String!, $razorpaySignature: String!, $key: String!) {
  verifyRazorpayPayment(
    input: {paymentId: $paymentId, razorpayPaymentId: $razorpayPaymentId, razorpaySignature: $razorpaySignature, idempotencyKey: $key}
  ) {
    __typename
    ... on RazorpayPaymentVerified {
      payment {
        id
        status
        creditedAt
      }
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:49a7fb2c2132b36b770028f1cf2d3f6b88e672212fe41713322d19f61ebcb19b"}) as unknown as TypedDocumentString<VerifyRazorpayPaymentMutation, VerifyRazorpayPaymentMutationVariables>;
export const WalletDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Wallet {
  wallet {
    grants {
      id
      source
      available
      expiresAt
    }
    holds {
      id
      amount
      expiresAt
    }
  }
}
    `, {"hash":"sha256:0e896f540958ec9835c03127bd18b404947385cdc9b1cbb93686b2bdd10063a8"}) as unknown as TypedDocumentString<WalletQuery, WalletQueryVariables>;
export const WalletEntriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WalletEntries($first: Int!, $after: String) {
  walletEntries(first: $first, after: $after) {
    edges {
      node {
        id
        at
        kind
        available
        held
        debt
        source
        paymentId
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:f794dd09468250c4eede1d1618a6b17cb5a10b8c098366284d2b1949e6652490"}) as unknown as TypedDocumentString<WalletEntriesQuery, WalletEntriesQueryVariables>;
export const WebhookDeliveriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {
  webhookDeliveries(first: $first, after: $after, filter: $filter) {
    edges {
      node {
        id
        endpointId
        eventId
        eventType
        state
        tries
        nextTryAt
        createdAt
        deliveredAt
        lastAttempt {
          at
          milliseconds
          status
          failure
          answer
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:9014633d4dfd07cb218b56e8a1794858654f71c75b5747af6c4fc7686595f323"}) as unknown as TypedDocumentString<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const WebhookEndpointsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WebhookEndpoints {
  webhookEndpoints {
    id
    url
    description
    eventTypes
    enabled
    disabledReason
    disabledAt
    failingSince
    createdAt
    rotatedAt
  }
}
    `, {"hash":"sha256:56735c054ba6dabe9aba314cbbdb98c7cc5e0c22457541a44878e4fcf3f88cf4"}) as unknown as TypedDocumentString<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;
export const WithdrawTeamInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation WithdrawTeamInvitation($invitation: ID!) {
  withdrawTeamInvitation(input: {invitationId: $invitation}) {
    __typename
    ... on TeamInvitationEnded {
      invitationId
    }
    ... on UserError {
      code
      message
      retryable
    }
  }
}
    `, {"hash":"sha256:c8676436fee426aa6226e507770b2729f1d192da115035d6eb6dc79e87e4e716"}) as unknown as TypedDocumentString<WithdrawTeamInvitationMutation, WithdrawTeamInvitationMutationVariables>;