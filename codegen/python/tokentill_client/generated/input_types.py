from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ApiScope,
    AutoRefillChoice,
    AutoRefillMode,
    AutoRefillUnit,
    BlockKind,
    FlagCategory,
    Language,
    MessageDecision,
    PaymentMethod,
    PaymentStatus,
    PlanInterval,
    ReviewDecision,
    Role,
    ShareAccess,
    TeamRole,
    Theme,
    UsageExportFormat,
    UsageKind,
    UserStatus,
    WebhookDeliveryState,
    WebhookEventType,
)


class AcceptShareInput(BaseModel):
    """An invitation to accept."""

    invitation: str
    "What `shareConversation` gave to whoever sent it."


class AcknowledgeAlertInput(BaseModel):
    """Which alert somebody takes up."""

    alert_id: str
    "The `id` of a row of `alerts`."
    note: str
    "What is done about it, for other admins and for the record of admin actions: 1 to 500 characters."


class ActivateUserInput(BaseModel):
    """Whom to let act again, and why."""

    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    user_id: str
    "The user: an id of `users`, or their e-mail."


class AddProviderKeyInput(BaseModel):
    """A key to be added. What is left out is not limited."""

    cost_per_mille: Optional[int] = None
    "What it costs, in thousandths of the provider's price, 0 to 1000000. The cheapest usable key is used first; of two that cost the same the older. Left out: 1000."
    enabled: Optional[bool] = None
    "Whether it may be used. Left out: yes."
    key: str
    "The key itself. It is sealed, and never shown again."
    microdollars_per_day: Optional[int] = None
    "Most millionths of a US dollar of a day, in UTC, by the provider's published prices. Null: without limit. It may be passed by what runs when it is reached; models without a published price do not count."
    microdollars_per_month: Optional[int] = None
    "The same of a calendar month, in UTC."
    name: str
    "What admins call it, in 1 to 100 characters."
    provider: str
    "`openai`, `openrouter`, `huggingface`, or a name that CHAT_PROVIDERS has."
    requests_per_day: Optional[int] = None
    "Most requests of a day, in UTC. Null: any number."
    requests_per_month: Optional[int] = None
    "Most requests of a calendar month, in UTC. Null: any number."


class AttachmentInput(BaseModel):
    """An image by its address. The server fetches it, looks at it, and sends it to the model."""

    name: Optional[str] = None
    "What people call it, 1 to 255 printable characters. No model is told. Null: nothing."
    type_: str = Field(alias="type")
    "`image/png`, `image/jpeg`, `image/webp` or `image/gif`; the image must be what this says."
    url: str
    "An https address of a public host, on its own port, without a user name; at most 2048 characters. No redirect is followed."


class AuditLogFilter(BaseModel):
    """Which actions to list. What is null or absent does not limit."""

    action: Optional[str] = None
    "Actions of this kind, such as `grant_tokens`."
    admin_id: Optional[str] = None
    "What this admin did: a user's id, or `command line`."
    from_: Optional[datetime] = Field(alias="from", default=None)
    "At this moment or later."
    target_id: Optional[str] = None
    "What was done to this: the id of a user, a payment, a model, a promo code and so on."
    to: Optional[datetime] = None
    "Before this moment."


class BillingAddressInput(BaseModel):
    """Where a payer lives, by which the tax is told. It is sent to Stripe, and not stored."""

    city: Optional[str] = None
    "At most 100 characters."
    country: str
    "ISO 3166-1 code of two letters, such as DE."
    line_1: Optional[str] = None
    "Street and number. At most 200 characters."
    postal_code: Optional[str] = None
    "At most 20 characters. Needed in the United States, and in Canada without `state`."
    state: Optional[str] = None
    "State or province, best as its ISO 3166-2 code, such as CA. At most 100 characters."


class BillingPortalInput(BaseModel):
    """A visit to Stripe's page for cards, invoices and the subscription."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


class BlockInput(BaseModel):
    """What to block."""

    kind: BlockKind
    "A term or a user."
    value: str
    "Whole words in any case, at most 100 characters; or the user's id. Of Chinese, Japanese and Korean two letters or more."


class BulkGrantPreviewInput(BaseModel):
    """What a bulk grant would give, and to whom. What is null or absent does not limit."""

    amount: int
    "Whole tokens for each user, 1 to 10^15. They count as free ones."
    available_least: Optional[int] = None
    "Users who can spend so many tokens or more, by `figures`."
    available_most: Optional[int] = None
    "Users who can spend so many tokens or fewer, by `figures`."
    created_from: Optional[datetime] = None
    "Users who signed up at this moment or later."
    created_to: Optional[datetime] = None
    "Users who signed up before this moment."
    plan_id: Optional[str] = None
    "Users of this plan, by `figures`; that of who pays for none is `free`."
    role: Optional[Role] = None
    "Users of this role; GUEST: those without account."
    verified: Optional[bool] = None
    "Whether the address was proved."


class CancelBulkGrantInput(BaseModel):
    """Which bulk grant to stop, and why."""

    bulk_grant_id: str
    "An id of `bulkGrants`."
    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."


class CancelChatInput(BaseModel):
    """Which chat to stop."""

    idempotency_key: str
    "The key that the chat or stream was begun with."


class CancelPurchaseInput(BaseModel):
    """Which purchase to give up."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    payment_id: str
    "A payment of the caller that is not paid yet."


class CancelUsageExportInput(BaseModel):
    """Which export is to be stopped."""

    export_id: str
    "The caller's latest export."


class ChangeEmailInput(BaseModel):
    """Another e-mail address for the signed-in user."""

    new_email: str
    "An e-mail address, at most 254 characters. Case does not matter."
    password: str
    "The account's password."


class ChangePasswordInput(BaseModel):
    """The password of the signed-in user, and another one."""

    current_password: str
    "The password until now."
    new_password: str
    "8 to 256 characters of any kind, and not the e-mail address."
    revoke_api_keys: bool = False
    "Whether every API key of the user ends as well, as `resetPassword` ends them."


class ChangeShareInput(BaseModel):
    """Another access for a person, or for an invitation."""

    access: ShareAccess
    "What the person may do from now on."
    share_id: str
    "A share of a conversation of the caller's own."


class ChangeSubscriptionInput(BaseModel):
    """Which plan to change to."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    plan_id: str
    "A plan with a price in the subscription's currency and interval. A dearer one holds at once, and the difference for the rest of the period is charged; another one holds from the next period on."


class ChatInput(BaseModel):
    """A message to a model. Exactly this input again, with its key, gives the same reply again."""

    attachments: Optional[list["AttachmentInput"]] = None
    "Up to 8 images, for a model with the capability IMAGES. Null: none, or with `editsId` those of the message that is edited; an empty list: none."
    conversation_id: Optional[str] = None
    "A conversation of the caller's to go on with. Null: a new one."
    edits_id: Optional[str] = None
    "A message of the caller's that this one is sent instead of. It begins a new branch of its conversation, which is shown from then on; the old one stays and can be shown again."
    fallback_models: Optional[list[str]] = None
    "Up to 3 models that may serve instead, in this order, when the one before fails before it delivers anything. What the dearest of them can cost is held; the one that serves is charged. Null: none."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. One key is charged once."
    max_tokens: Optional[int] = None
    "The most model tokens of the reply, from 1 to what the caller's plan allows. Null: CHAT_MAX_TOKENS (4000 unless set), or as much as plan and wallet allow if that is less, but no less than 256. Tokens are held for so long a reply; what it does not use is returned."
    message: str
    "What to say: not blank, at most CHAT_MAX_MESSAGE_CHARACTERS."
    model_id: Optional[str] = None
    "A model that `models` lists. Null: the server's default."
    team_id: Optional[str] = None
    "A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    temperature: Optional[float] = None
    "Sampling temperature, 0 to 2. Null: 0.7."
    top_p: Optional[float] = None
    "Nucleus sampling, above 0 and at most 1. Null: the model's own."


class ClaimInput(BaseModel):
    """A claim of the fixed amount of free tokens."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. Repeating it gives the same claim again instead of another one."


class CloseTeamInput(BaseModel):
    """A team to end for everybody. For the owner."""

    forfeit_tokens: bool = False
    "Whether tokens that were bought for it may be lost. Free ones go in any case."
    team_id: str
    "A team that the caller owns."


class CreateApiKeyInput(BaseModel):
    """A new API key."""

    expires_at: Optional[datetime] = None
    "From when it is refused. Null: never. At most 3,650 days ahead."
    idempotency_key: Optional[str] = None
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same API key again, without its token. Null: every call makes another one."
    name: str
    "1 to 100 characters, without control characters."
    scopes: list[ApiScope]
    "What it may do: one scope at least."


class CreateConversationInput(BaseModel):
    """A conversation to begin with its first message later."""

    title: Optional[str] = None
    "1 to 100 printable characters; white space is run together. Null: the first 50 characters of its first message, once there is one."


class CreatePackageInput(BaseModel):
    """A new package."""

    default: bool = False
    "Whether to select it at first. At most one is the default: the one that was it is that no longer."
    name: str
    "Short name for people, 1 to 60 characters."
    order: Optional[int] = None
    "Lower ones are listed first, and of equal ones the one with the lower id; 0 to 1,000,000. Null: behind all others."
    package_id: str
    "1 to 64 of a-z 0-9 _ -, the first a letter or digit. Never given to another package, and never changed."
    popular: bool = False
    "Whether to mark it as a popular choice."
    prices: list["PackagePriceInput"]
    "One price a currency, the usual one first."
    tiers: Optional[list["VolumeTierInput"]] = None
    "What buying several saves, by rising quantity and discount: at most 10. Empty: nothing."
    tokens: int
    "Tokens credited for one, 1 to 10^15."


class CreatePlanInput(BaseModel):
    """A new plan."""

    grace_days: int = 3
    "How many days beyond a paid period its tokens and limits last; 0 to 60."
    max_tokens_per_request: int
    "Longest output that one request may ask for, in tokens: 1 to 1,000,000."
    name: str
    "Short name for people, 1 to 60 characters."
    order: Optional[int] = None
    "Lower ones are listed first, and of equal ones the one with the lower id; 0 to 1,000,000. Null: behind all others."
    plan_id: str
    "1 to 32 of a-z 0-9 _ -, the first a letter or digit. Never given to another plan, and never changed."
    premium_models: bool = False
    "Whether premium models may be used."
    prices: list["PlanPriceInput"]
    "One price for each currency and interval, the usual one first. None for the plan `free`, which is not sold."
    priority: int = 0
    "Under load, requests of a larger one go first; 0 to 100."
    requests_per_day: Optional[int] = None
    "Most requests of one day, 1 to 10^9. Null: there is no such limit."
    tokens_per_month: int
    "Tokens that the plan gives for a month, 1 to 10^14."


class CreatePromoCodeInput(BaseModel):
    """A new promo code: exactly one of percent, amounts and bonusTokens, and who may have it."""

    active: bool = True
    "Whether it can be used at all."
    amounts: Optional[list["MoneyInput"]] = None
    "What it takes off, in each currency that it is for."
    bonus_tokens: Optional[int] = None
    "Tokens that it adds, 1 to 10^15."
    code: str
    "3 to 32 of A-Z 0-9 _ -, the first a letter or digit, in any case; never used for another."
    ends_at: Optional[datetime] = None
    "From when it is expired. Null: never."
    minimum_amounts: Optional[list["MoneyInput"]] = None
    "By currency, the least that a purchase must cost before the code; then it is for no other currency."
    package_ids: Optional[list[str]] = None
    "The packages that it is for. Empty: all."
    per_user_cap: Optional[int] = 1
    "How many payments of one user may have it, 1 or more. Null: any number."
    percent: Optional[int] = None
    "Whole percent off, 1 to 100."
    starts_at: Optional[datetime] = None
    "From when it can be used. Null: at once."
    total_cap: Optional[int] = None
    "How many payments may have it, 1 or more. Null: any number."


class CreateTeamInput(BaseModel):
    """A new team, which the caller owns. It has no tokens until some are bought for it."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same team again."
    name: str
    "1 to 100 visible characters, without control characters."


class CreateWebhookEndpointInput(BaseModel):
    """A new endpoint."""

    description: str = ""
    "For people, at most 200 characters."
    event_types: list[WebhookEventType] = Field(default_factory=lambda: [])
    "Which events it gets. Empty: all, those of later versions, too."
    url: str
    "https:// and a public host, on the usual port; or one of the origins of WEBHOOK_PRIVATE_ORIGINS. No other endpoint has it."


class DebitTokensInput(BaseModel):
    """From whom to take tokens, and why."""

    amount: int
    "Whole tokens, 1 to 10^15: all of them, or none when fewer are available. Those that expire first go first, then free ones. They do not count as spent."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input has one effect; after a refusal take a new one."
    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    user_id: str
    "The user: an id of `users`. Suspended ones, too."


class DecideDisputeInput(BaseModel):
    """Which dispute, and how much of what was paid it takes."""

    amount: int
    "Of what was paid, in whole minor units of the payment's or invoice's currency: the tokens that it stands for are taken. 0 takes none and sets all free."
    dispute_id: str
    "The gateway's id: `dp_...` or `du_...` for Stripe."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input decides once."
    invoice_id: Optional[str] = None
    "The invoice of a subscription that is disputed, by the gateway's id."
    payment_id: Optional[str] = None
    "The payment that is disputed. Either this or `invoiceId`."
    reason: str
    "Why, for the record of admin actions: 1 to 500 characters."


class DeleteConversationInput(BaseModel):
    """A conversation to remove."""

    conversation_id: str
    "A conversation of the caller's own."


class DeleteMyAccountInput(BaseModel):
    """What proves that the caller means it, and who they are."""

    confirm: str
    "The account's e-mail address, or the user's id where there is none: typed by the person."
    password: Optional[str] = None
    "The account's password. Where there is none, the session must be younger than 10 minutes."


class DeleteTicketInput(BaseModel):
    """A ticket to remove."""

    ticket_id: str
    "A ticket of the caller's."


class DeleteWebhookEndpointInput(BaseModel):
    """Which endpoint goes."""

    endpoint_id: str
    "An endpoint of `webhookEndpoints`."


class EndShareInput(BaseModel):
    """A share to end, or an invitation to take back."""

    share_id: str
    "A share of a conversation of the caller's own."


class EndSubscriptionInput(BaseModel):
    """Cancelling or resuming the caller's subscription."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


class EstimateInput(BaseModel):
    """A chat that might be sent; the fields mean what they do in `chat`."""

    attachments: Optional[list["AttachmentInput"]] = None
    "Images that would go with it. They are not fetched for this. Null: none."
    conversation_id: Optional[str] = None
    "A conversation of the caller's, which would be sent as well. Null: a new one."
    max_tokens: Optional[int] = None
    "The most model tokens of the reply. Null: as much as `chat` would choose now."
    message: str
    "What to say: not blank, at most CHAT_MAX_MESSAGE_CHARACTERS."
    model_id: Optional[str] = None
    "A model that `models` lists. Null: the server's default."
    team_id: Optional[str] = None
    "A team that the caller is in, whose wallet pays, within their cap. Null: their own."


class ExchangeSignInInput(BaseModel):
    """A sign-in at a provider that has come back."""

    code: str
    "The `code` in the address of your page. It is good for 60 seconds and one use, right or wrong."
    referral_code: Optional[str] = None
    "Another user's `referralCode`, if this makes a new account."
    verifier: str
    "The secret whose SHA-256 in base64url was the `challenge`; 43 to 128 characters."


class ExportAllUsageInput(BaseModel):
    """Whose charges, which, in which form. What is null or absent does not limit."""

    format: UsageExportFormat
    "What the file is to be."
    from_: Optional[datetime] = Field(alias="from", default=None)
    "Charges at this moment or later."
    kind: Optional[UsageKind] = None
    "Charges of this kind only."
    model_id: Optional[str] = None
    "Charges for this model only."
    to: Optional[datetime] = None
    "Charges before this moment."
    user_id: Optional[str] = None
    "Whose; null: everybody's, and teams'."


class ExportUsageInput(BaseModel):
    """Which charges, in which form."""

    filter_: Optional["UsageFilterInput"] = Field(alias="filter", default=None)
    "Which charges, as in `usageHistory`; null: all."
    format: UsageExportFormat
    "What the file is to be."
    team_id: Optional[str] = None
    "A team that the caller is in, whose wallet it is about. Null: the caller's own."


class FlagMessageInput(BaseModel):
    """A message for an admin to look at."""

    category: FlagCategory = FlagCategory.OTHER
    "What is wrong with it."
    message_id: str
    "A message of a conversation that the caller sees."
    reason: str
    "Why, in 1 to 500 characters."


class GenerateTicketInput(BaseModel):
    """What a ticket is made of. Exactly this input again, with its key, gives the same one."""

    description: str
    "What is wanted, in any words; `ticketLimits` says how long."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. One key is charged once; `chat` and this share them."
    model_id: Optional[str] = None
    "A model that `models` lists. Null: openai/gpt-oss-20b where it is listed, else the default."
    team_id: Optional[str] = None
    "A team that the caller is in, whose wallet pays, within their cap. Null: their own."


class GrantTokensInput(BaseModel):
    """Whom to give tokens, and why."""

    amount: int
    "Whole tokens, 1 to 10^15. They count as free ones, and pay off a debt first."
    expires_at: Optional[datetime] = None
    "When those that are left are lost. Null: never."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input has one effect; after a refusal take a new one."
    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    user_id: str
    "The user: an id of `users`. Suspended ones, too."


class HoldTokensInput(BaseModel):
    """Tokens to reserve before work begins."""

    amount: int
    "Wallet tokens, from 1: the most that the work can cost."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input has one effect and one answer."
    seconds: int = 600
    "After so many seconds it is released by itself: 10 to 86,400."
    user_id: Optional[str] = None
    "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."


class InviteTeamMemberInput(BaseModel):
    """Whom to invite by e-mail. For owner and admins; the owner alone invites admins."""

    email: str
    "Where the mail goes, at most 254 characters."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same invitation again, and no second mail; so does any key while one to this address is open."
    role: TeamRole = TeamRole.MEMBER
    "What they become: MEMBER or ADMIN."
    team_id: str
    "A team that the caller is in."


class LeaveConversationInput(BaseModel):
    """A conversation to leave."""

    conversation_id: str
    "A conversation that is shared with the caller."


class LeaveTeamInput(BaseModel):
    """A team to leave. Its owner cannot."""

    team_id: str
    "A team that the caller is in."


class LiftBanInput(BaseModel):
    """Which ban to end."""

    ban_id: str
    "The id of a ban, or whose it is: an address or network, or the id of a user or API key."


class LinkProviderInput(BaseModel):
    """A sign-in at a provider that has come back, for the account that is signed in."""

    code: str
    "As for `exchangeSignIn`."
    verifier: str
    "As for `exchangeSignIn`."


class LoginInput(BaseModel):
    """Who signs in."""

    email: str
    "The e-mail address of the account. Case does not matter."
    password: str
    "The account's password."


class LogoutEverywhereInput(BaseModel):
    """Which sessions end."""

    keep_current: bool = False
    "Whether the session of this call goes on."


class LogoutInput(BaseModel):
    """Which session ends."""

    refresh_token: Optional[str] = None
    "A refresh token of the session. Null, and only then, where the session is in cookies."


class ModelRatesInput(BaseModel):
    """Rates, in wallet tokens for one million model tokens: 0 to 10^12 each."""

    cache_read: Optional[int] = None
    "For a million tokens read from the provider's cache. Null: as `input`."
    cache_write: Optional[int] = None
    "For a million tokens put into the provider's cache. Null: as `input`."
    image: Optional[int] = None
    "For a million images, beside the tokens that they are read as. Null: 0."
    input: int
    "For a million tokens read."
    output: int
    "For a million tokens written."
    reasoning: Optional[int] = None
    "For a million tokens of reasoning. Null: as `output`."


class MoneyInput(BaseModel):
    """An amount of money. Never a fraction: `amount` counts the smallest units."""

    amount: int
    "Whole minor units of `currency`: 3500 in CNY are 35 yuan."
    currency: str
    "ISO 4217 code in upper case, such as CNY."


class OwnTeamInvitationInput(BaseModel):
    """An invitation of the caller's: by `token` or by `invitationId`, and not both."""

    invitation_id: Optional[str] = None
    "One of `teamInvitations`: to an address that the caller has proved to be theirs."
    token: Optional[str] = None
    "What stands in the mail behind `token=`. Whoever has it may accept, once."


class PackagePriceInput(BaseModel):
    """What a package costs in one currency."""

    amount: int
    "Whole minor units for one: 3500 in CNY are 35 yuan."
    currency: str
    "ISO 4217 code in upper case, such as CNY."
    list_amount: Optional[int] = None
    "What stands struck through beside it, above `amount`. Null: nothing."


class PlanPriceInput(BaseModel):
    """What one period of a plan costs."""

    amount: int
    "Whole minor units for one period: 4900 in CNY are 49 yuan."
    currency: str
    "ISO 4217 code in upper case, such as CNY."
    interval: PlanInterval
    "How long the period is."


class PriceQuoteInput(BaseModel):
    """A purchase that might be made."""

    currency: Optional[str] = None
    "ISO 4217 code of one of the package's prices. Null: as `purchase` chooses."
    package_id: str
    "A package of `packages`."
    payment_method: Optional[PaymentMethod] = None
    "How it would be paid, which can decide on the currency. Null: at the usual price."
    promo_code: Optional[str] = None
    "A promo code, in any case."
    quantity: int = 1
    "How many of the package."


class PurchaseFilter(BaseModel):
    """Which purchases to list. What is null chooses nothing."""

    from_: Optional[datetime] = Field(alias="from", default=None)
    "Those that were started at this moment or later."
    status: Optional[list[PaymentStatus]] = None
    "Those that stand at one of these. An empty list matches none."
    to: Optional[datetime] = None
    "Those that were started before this moment."


class PurchaseInput(BaseModel):
    """What to buy, and how it is to be paid."""

    billing_address: Optional["BillingAddressInput"] = None
    "Where the payer lives. Needed where AUTOMATIC_TAX is on and Stripe collects (else BILLING_ADDRESS_REQUIRED)."
    currency: Optional[str] = None
    "ISO 4217 code of one of the package's prices. Null: the first price that the method can pay."
    gift_message: Optional[str] = None
    "What the receiver of the gift reads, at most 200 characters."
    gift_to: Optional[str] = None
    "E-mail address or id of the user who gets the tokens. Null: the caller."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    package_id: str
    "A package of `packages`. Its price is the server's."
    payment_method: PaymentMethod
    "A method that `paymentMethods` says is available."
    promo_code: Optional[str] = None
    "A promo code, in any case. One that cannot be used refuses the purchase."
    quantity: int = 1
    "How many of the package, from 1 to PURCHASE_MAX_QUANTITY (100)."
    save_card: bool = False
    'Whether the card is kept for auto top-up: the user was shown this and agreed: "I allow this shop to keep my card with its payment provider and to charge it while I am away, for nothing but the top-ups that I set up, within the limits that I set there, until I remove the card or stop them." It is recorded.'
    team_id: Optional[str] = None
    "A team that gets the tokens, of which the caller is owner or admin. Null: no team."


class RefreshSessionInput(BaseModel):
    """Which session goes on."""

    refresh_token: Optional[str] = None
    "The newest refresh token of the session. It is used up: for some seconds it gives the same new one again, then it ends the session. Null, and only then, where the session is in cookies."


class RefundInvoiceInput(BaseModel):
    """What to pay back, and why."""

    amount: Optional[int] = None
    "Whole minor units of the currency it was paid in, from 1. Null: all that was left at the first call."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same refund."
    invoice_id: str
    "A paid invoice of anybody's subscription, by the gateway's id: `in_...` for Stripe."
    reason: str
    "Why, for the record of admin actions: 1 to 500 characters. Neither payer nor gateway sees it."


class RefundPaymentInput(BaseModel):
    """What to pay back, and why."""

    amount: Optional[int] = None
    "Whole minor units of the currency it was paid in, from 1. Null: all that was left at the first call."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same refund."
    payment_id: str
    "A payment of anybody that was paid."
    reason: str
    "Why, for the record of admin actions: 1 to 500 characters. Neither payer nor gateway sees it."


class RegenerateReplyInput(BaseModel):
    """Which reply to make again. Exactly this input again, with its key, gives the same one."""

    fallback_models: Optional[list[str]] = None
    "Up to 3 models that may serve instead, as in `ChatInput`. Null: none."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client, for `cancelChat` too. One key is charged once; `chat` and this share them."
    max_tokens: Optional[int] = None
    "The most model tokens of the reply, as in `ChatInput`."
    model_id: Optional[str] = None
    "A model that `models` lists. Null: the server's default."
    reply_id: str
    "A model's message in a conversation of the caller's."
    team_id: Optional[str] = None
    "A team that the caller is in, whose wallet pays, within their cap. Null: their own."
    temperature: Optional[float] = None
    "Sampling temperature, 0 to 2. Null: 0.7."
    top_p: Optional[float] = None
    "Nucleus sampling, above 0 and at most 1. Null: the model's own."


class RegisterInput(BaseModel):
    """A new account."""

    email: str
    "An e-mail address, at most 254 characters. Case does not matter."
    name: str
    "1 to 100 characters, without control characters."
    password: str
    "8 to 256 characters of any kind, and not the e-mail address."
    referral_code: Optional[str] = None
    "Another user's `referralCode`, in any case. A first purchase then rewards both."


class ReleaseHoldInput(BaseModel):
    """A hold whose work came to nothing. It ends once: the hold's id is the idempotency key."""

    hold_id: str
    "An open hold of `holdTokens`."
    user_id: Optional[str] = None
    "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."


class RemoveModelOverrideInput(BaseModel):
    """Which model goes back to what its provider says."""

    model_id: str
    "A model for which something is set."


class RemoveProviderKeyInput(BaseModel):
    """Which key to forget."""

    key_id: str
    "The id of a key that an admin added."


class RemoveSavedCardInput(BaseModel):
    """Which card to forget."""

    saved_card_id: str
    "A card of `savedCards`."


class RemoveTeamMemberInput(BaseModel):
    """Whose membership ends. For owner and admins; that of an admin, the owner alone ends."""

    member_id: str
    "The member's user id."
    team_id: str
    "A team that the caller is in."


class RenameConversationInput(BaseModel):
    """Another title for a conversation."""

    conversation_id: str
    "A conversation of the caller's own."
    title: str
    "1 to 100 printable characters; white space is run together."


class RenameTeamInput(BaseModel):
    """Another name for a team. For owner and admins."""

    name: str
    "1 to 100 visible characters, without control characters."
    team_id: str
    "A team that the caller is in."


class RenewHoldInput(BaseModel):
    """A hold whose work takes longer."""

    hold_id: str
    "An open hold of `holdTokens`."
    seconds: int = 600
    "After so many seconds it is released by itself: 10 to 86,400. Counted from now; never sooner than before."
    user_id: Optional[str] = None
    "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."


class ReplayWebhookDeliveriesInput(BaseModel):
    """What is sent again: the deliveries to one endpoint that have failed, of some time."""

    endpoint_id: str
    "An endpoint that is enabled."
    from_: datetime = Field(alias="from")
    "Deliveries that were made at this moment or later."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input sends them again once."
    to: datetime
    "Deliveries that were made before this moment."


class ReplayWebhookDeliveryInput(BaseModel):
    """What is sent again."""

    delivery_id: str
    "A delivery that has ended, delivered or not."


class RequestPasswordResetInput(BaseModel):
    """Whose password shall be chosen anew."""

    email: str
    "The e-mail address of the account. Case does not matter."


class ResendTeamInvitationInput(BaseModel):
    """An open invitation to mail again. For owner and admins."""

    invitation_id: str
    "An open invitation of a team of the caller's."


class ResetPasswordInput(BaseModel):
    """The new password, and the proof that it may be set."""

    new_password: str
    "8 to 256 characters of any kind, and not the e-mail address."
    token: str
    "What stands behind `token=` in the link of the mail."


class ResolveReviewInput(BaseModel):
    """What is decided about something that is flagged, and why."""

    decision: ReviewDecision
    "One of its `decisions`."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input decides once."
    reason: str
    "Why, for the record of admin actions: 1 to 500 characters."
    review_id: str
    "The `id` of a row of `paymentsForReview`."


class RestorePackageInput(BaseModel):
    """Which retired package to put on sale again."""

    package_id: str
    "The package."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class RestorePlanInput(BaseModel):
    """Which retired plan to offer again."""

    plan_id: str
    "The plan."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class ResumeFirstPaymentInput(BaseModel):
    """Which subscription to go on with."""

    subscription_id: str
    "The caller's subscription, which waits for its first payment."


class ResumePurchaseInput(BaseModel):
    """Which purchase to go on with."""

    payment_id: str
    "A payment of the caller that is not paid yet."


class RetirePackageInput(BaseModel):
    """Which package to take off sale."""

    package_id: str
    "The package."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class RetirePlanInput(BaseModel):
    """Which plan nobody may subscribe to any more."""

    plan_id: str
    "The plan; `free` cannot be retired."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class ReviewMessageInput(BaseModel):
    """What an admin decides about a message."""

    decision: MessageDecision
    "What becomes of it."
    message_id: str
    "The message. One to remove need not be flagged."
    reason: str
    "Why, in 1 to 500 characters. For admins; the author is not told."


class RevokeApiKeyInput(BaseModel):
    """Which API key ends."""

    api_key_id: str
    "A key of `apiKeys`."


class RevokeSessionInput(BaseModel):
    """Which session ends."""

    session_id: str
    "A session of `sessions`."


class RotateWebhookSecretInput(BaseModel):
    """Which endpoint gets a new secret."""

    endpoint_id: str
    "An endpoint of `webhookEndpoints`."


class SendTestEventInput(BaseModel):
    """Which endpoint is tried."""

    endpoint_id: str
    "An endpoint that is enabled."


class SendVerificationEmailInput(BaseModel):
    """A mail that proves the address of the signed-in user."""

    idempotency_key: Optional[str] = None
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key sends one mail, however often it comes within a day. Null: every call sends one."


class SetAutoRefillInput(BaseModel):
    """How one user is refilled. What is left out of own terms is as the settings say."""

    amount: Optional[int] = None
    "Tokens: of one refill with ADD, of all refilled tokens in the wallet with RESET. 1 to 2^53."
    cap: Optional[int] = None
    "With ADD: the most refilled tokens in the wallet that a refill leads to. Left out: no such bound."
    choice: AutoRefillChoice
    "OWN: by the terms below. OFF: not at all. STANDARD: as the settings say, again."
    interval: Optional[int] = None
    "Between two refills, in `unit`: 1 to 1,000."
    mode: Optional[AutoRefillMode] = None
    "What a refill does with refilled tokens that are still there."
    reason: str
    "Why, for the record of what admins did: 1 to 500 characters."
    starts_at: Optional[datetime] = None
    "Where the first interval begins, which all others are counted from; the first refill comes at its end, and never at once. Left out: as it was set before, or now."
    time_zone: Optional[str] = None
    "IANA name such as Europe/Berlin; days and longer go by its clocks."
    unit: Optional[AutoRefillUnit] = None
    "What `interval` is counted in."
    user_id: str
    "Whose wallet. Guests are never refilled."


class SetAutoTopUpInput(BaseModel):
    """What may be charged to a saved card while the caller is away."""

    consent: bool
    'Must be true: the user was shown this and agreed: "I allow this shop to keep my card with its payment provider and to charge it while I am away, for nothing but the top-ups that I set up, within the limits that I set there, until I remove the card or stop them." It is recorded.'
    enabled: bool
    "False keeps the terms and charges nothing, as `stopAutoTopUp` does."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    monthly_cap: "MoneyInput"
    "The most that may be charged in a calendar month (UTC), in a currency of the package; at least its price, with tax where that is added."
    package_id: str
    "A package of `packages`: one is bought at a time."
    saved_card_id: str
    "A card of `savedCards`."
    threshold_tokens: int
    "Top up when fewer tokens than this are available; from 1."


class SetBalanceInput(BaseModel):
    """To what to set a balance, and why."""

    available: int
    "Whole tokens that can then be spent, 0 to 10^15, whatever is spent at the same time. The difference is granted or taken; what is held for running work is apart."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input has one effect; after a refusal take a new one."
    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    user_id: str
    "The user: an id of `users`. Suspended ones, too."


class SetLowBalanceNoticeInput(BaseModel):
    """When the caller wants to be told that their tokens run low."""

    by_mail: bool = False
    "Whether a mail is sent, too, to an address that was verified; of a team, to its owner's."
    team_id: Optional[str] = None
    "A team of which the caller is owner or admin, whose wallet it is about. Null: their own."
    threshold_tokens: Optional[int] = None
    "Whole tokens. There is a notice when less are left, held ones included; 0: never. Null: the server's own number."


class SetModelOverrideInput(BaseModel):
    """What to set for a model. What is left out stays; null takes it away."""

    factor_per_mille: Optional[int] = None
    "Thousandths of a wallet token for a model token, 1 to 1000000, in place of TOKEN_FACTOR_PER_MILLE."
    hidden: Optional[bool] = None
    "Whether it is neither listed nor can be chatted with. Null: no."
    margin_per_mille: Optional[int] = None
    "Thousandths of the provider's price, 1 to 1000000, in place of COST_MARGIN_PER_MILLE."
    model_id: str
    "The model's id. It need not be listed now."
    name: Optional[str] = None
    "Its name for people, at most 200 characters, in place of the provider's."
    premium: Optional[bool] = None
    "Whether it is only for plans that include premium models. Null: no."
    rates: Optional["ModelRatesInput"] = None
    "Its rates, in place of all that follows from prices; also for a model that is refused without."


class SetTeamMemberCapsInput(BaseModel):
    """What a member may use of the team's tokens. For owner and admins; what admins may use, the owner alone sets. Both caps are set by each call."""

    daily_cap: Optional[int] = None
    "The most wallet tokens of a day in UTC, 0 or more. Null: no such cap."
    member_id: str
    "The member's user id."
    monthly_cap: Optional[int] = None
    "The most wallet tokens of a calendar month in UTC, 0 or more. Null: no such cap."
    team_id: str
    "A team that the caller is in."


class SetTeamMemberRoleInput(BaseModel):
    """Another role for a member. For the owner."""

    member_id: str
    "The member's user id."
    role: TeamRole
    "ADMIN or MEMBER; `transferTeam` makes another owner."
    team_id: str
    "A team that the caller is in."


class SetUserRoleInput(BaseModel):
    """Who gets which role, and why."""

    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    role: Role
    "USER or ADMIN."
    user_id: str
    "The user: an id of `users`."


class SettleHoldInput(BaseModel):
    """A hold whose work is done. It ends once: the hold's id is the idempotency key."""

    amount: int
    "Wallet tokens that the work did cost: 0 to what is held."
    hold_id: str
    "An open hold of `holdTokens`."
    user_id: Optional[str] = None
    "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."
    work: Optional["WorkInput"] = None
    "What they were used for."


class ShareConversationInput(BaseModel):
    """A conversation to share with one more person."""

    access: ShareAccess
    "What the person may do."
    conversation_id: str
    "A conversation of the caller's own."
    idempotency_key: str
    "1 to 128 of `A-Z a-z 0-9 . _ ~ : @ / + = -`; the same key gives the same share again, until an hour after the share has ended or its invitation has expired."


class ShowBranchInput(BaseModel):
    """Which branch of a conversation is shown and gone on with."""

    message_id: str
    "A message of a conversation that the caller may chat in; the branch that it was written in is shown, to its end, to all who see the conversation."


class SpendTokensInput(BaseModel):
    """Tokens to charge at once."""

    amount: int
    "Wallet tokens, from 1."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input has one effect and one answer."
    user_id: Optional[str] = None
    "Whose wallet; null: the caller's own. Another's only by an admin, or by an admin's API key with SPEND."
    work: Optional["WorkInput"] = None
    "What they were used for."


class StartBulkGrantInput(BaseModel):
    """What to give, to which active users, and why. What is null or absent does not limit; without any limit it is everybody, guests too."""

    amount: int
    "Whole tokens for each user, 1 to 10^15. They count as free ones."
    available_least: Optional[int] = None
    "Users who can spend so many tokens or more, by `figures`."
    available_most: Optional[int] = None
    "Users who can spend so many tokens or fewer, by `figures`."
    created_from: Optional[datetime] = None
    "Users who signed up at this moment or later."
    created_to: Optional[datetime] = None
    "Users who signed up before this moment."
    expires_at: Optional[datetime] = None
    "When those that are left are lost; a bulk grant that is still running then ends. Null: never."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input begins one bulk grant."
    most_users: int
    "How many users it may be for at most: when more match, nothing is granted. `bulkGrantPreview` counts."
    plan_id: Optional[str] = None
    "Users of this plan, by `figures`; that of who pays for none is `free`."
    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    role: Optional[Role] = None
    "Users of this role; GUEST: those without account."
    verified: Optional[bool] = None
    "Whether the address was proved."


class StartCardSetupInput(BaseModel):
    """Saving a card without a payment."""

    consent: bool
    'Must be true: the user was shown this and agreed: "I allow this shop to keep my card with its payment provider and to charge it while I am away, for nothing but the top-ups that I set up, within the limits that I set there, until I remove the card or stop them." It is recorded.'
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same form again."


class StartCheckoutInput(BaseModel):
    """What to buy on Stripe's page, and where the payer goes afterwards."""

    cancel_url: str
    "Where the payer goes who turns back. At an origin of CHECKOUT_RETURN_ORIGINS, at most 2048 characters."
    currency: Optional[str] = None
    "ISO 4217 code of one of the package's prices. Null: the first price that the method can pay."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, not used for `purchase`. The same key with the same input gives the same page again."
    package_id: str
    "A package of `packages`. Its price is the server's."
    payment_method: PaymentMethod = PaymentMethod.CARD
    "A method that `paymentMethods` says is available. CARD offers the wallets on cards, too."
    promo_code: Optional[str] = None
    "A promo code. Null: none."
    quantity: int = 1
    "How many of the package, from 1 to PURCHASE_MAX_QUANTITY (100)."
    save_card: bool = False
    'Whether the card is kept for auto top-up: the user was shown this and agreed: "I allow this shop to keep my card with its payment provider and to charge it while I am away, for nothing but the top-ups that I set up, within the limits that I set there, until I remove the card or stop them." It is recorded.'
    success_url: str
    "Where the payer goes once they are done. At an origin of CHECKOUT_RETURN_ORIGINS, at most 2048 characters. Stripe puts the session's id in place of `{CHECKOUT_SESSION_ID}`. It proves nothing: ask `payment`."
    team_id: Optional[str] = None
    "A team that gets the tokens, of which the caller is owner or admin. Null: no team."


class StartGuestSessionInput(BaseModel):
    """Whose guest it is."""

    device_key: str
    "32 to 128 random characters of A-Z a-z 0-9 _ -, which the client makes once and keeps secret. The same key gives the same guest again."


class StopAutoTopUpInput(BaseModel):
    """Stopping auto top-up."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


class SubscribeInput(BaseModel):
    """Which plan to subscribe to."""

    currency: Optional[str] = None
    "ISO 4217 code of one of the plan's prices. Null: the first one of the interval."
    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    interval: PlanInterval = PlanInterval.MONTH
    "How long one paid period is to be."
    plan_id: str
    "A plan of `plans` that has a price. Its price is the server's."


class SuspendUserInput(BaseModel):
    """Whom to suspend, and why."""

    reason: str
    "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
    user_id: str
    "The user: an id of `users`, or their e-mail."


class TestProviderKeyInput(BaseModel):
    """Which key to test, and how."""

    key_id: str
    "The id of any key, also of one in the settings."
    model_id: Optional[str] = None
    "The model that is to begin a reply. Null: the provider's cheapest."


class TransferTeamInput(BaseModel):
    """Who becomes the owner of a team. For the owner, who becomes an admin."""

    member_id: str
    "The member's user id."
    team_id: str
    "A team that the caller is in."


class UnblockInput(BaseModel):
    """What to take off the block list."""

    block_id: str
    "A row's id."


class UnlinkProviderInput(BaseModel):
    """Which sign-in opens the account no more."""

    provider: str
    "The provider's name."


class UpdatePackageInput(BaseModel):
    """What to change of a package, for purchases from now on. What is left out or null stays."""

    default: Optional[bool] = None
    "Whether to select it at first. At most one is the default: the one that was it is that no longer."
    name: Optional[str] = None
    "Short name for people, 1 to 60 characters."
    order: Optional[int] = None
    "Lower ones are listed first, and of equal ones the one with the lower id; 0 to 1,000,000."
    package_id: str
    "The package, be it on sale or retired."
    popular: Optional[bool] = None
    "Whether to mark it as a popular choice."
    prices: Optional[list["PackagePriceInput"]] = None
    "One price a currency, the usual one first. They take the place of all that there were."
    tiers: Optional[list["VolumeTierInput"]] = None
    "What buying several saves, by rising quantity and discount: at most 10. Empty: nothing. They take the place of all that there were."
    tokens: Optional[int] = None
    "Tokens credited for one, 1 to 10^15."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class UpdatePlanInput(BaseModel):
    """What to change of a plan. What is left out stays, and so does what is null, but for `requestsPerDay`. Whoever has subscribed keeps price, tokens and limits; the free plan's limits hold at once for all who are on it."""

    grace_days: Optional[int] = None
    "How many days beyond a paid period its tokens and limits last; 0 to 60."
    max_tokens_per_request: Optional[int] = None
    "Longest output that one request may ask for, in tokens: 1 to 1,000,000."
    name: Optional[str] = None
    "Short name for people, 1 to 60 characters."
    order: Optional[int] = None
    "Lower ones are listed first, and of equal ones the one with the lower id; 0 to 1,000,000."
    plan_id: str
    "The plan, be it offered or retired."
    premium_models: Optional[bool] = None
    "Whether premium models may be used."
    prices: Optional[list["PlanPriceInput"]] = None
    "One price for each currency and interval, the usual one first. None for the plan `free`, which is not sold. They take the place of all that there were."
    priority: Optional[int] = None
    "Under load, requests of a larger one go first; 0 to 100."
    requests_per_day: Optional[int] = None
    "Most requests of one day, 1 to 10^9. Null: there is no such limit."
    tokens_per_month: Optional[int] = None
    "Tokens that the plan gives for a month, 1 to 10^14."
    version: int
    "The `version` that the caller has read. If it is not the newest any more, nothing is changed."


class UpdatePreferencesInput(BaseModel):
    """What to change of the caller's preferences. What is left out stays; null unsets it."""

    chat_model_id: Optional[str] = None
    "The model of chats that name none; one of `models`."
    language: Optional[Language] = None
    "What sentences and mails are in when a request has no Accept-Language."
    theme: Optional[Theme] = None
    "How a client should look."
    ticket_model_id: Optional[str] = None
    "The model of tickets that name none; one of `models`."


class UpdateProfileInput(BaseModel):
    """What to change of the caller's profile. What is left out stays."""

    avatar_url: Optional[str] = None
    "An https address of a picture, at most 2,048 characters; the server does not ask for it. Null takes the picture away."
    name: Optional[str] = None
    "1 to 100 characters, without control characters. Null changes nothing."


class UpdatePromoCodeInput(BaseModel):
    """What to change of a promo code. What is left out stays; null takes a limit away."""

    active: Optional[bool] = None
    "Whether it can be used at all. Null changes nothing."
    code: str
    "The code, in any case."
    ends_at: Optional[datetime] = None
    "From when it is expired. Null: never."
    minimum_amounts: Optional[list["MoneyInput"]] = None
    "By currency, the least that a purchase must cost before the code; then it is for no other currency."
    package_ids: Optional[list[str]] = None
    "The packages that it is for. Empty: all."
    per_user_cap: Optional[int] = None
    "How many payments of one user may have it, 1 or more. Null: any number."
    starts_at: Optional[datetime] = None
    "From when it can be used. Null: at once."
    total_cap: Optional[int] = None
    "How many payments may have it, 1 or more. Null: any number."


class UpdateProviderKeyInput(BaseModel):
    """What to change of a key. What is left out stays; null takes a limit away."""

    cost_per_mille: Optional[int] = None
    "What it costs, in thousandths of the provider's price, 0 to 1000000. The cheapest usable key is used first; of two that cost the same the older."
    enabled: Optional[bool] = None
    "Whether it may be used. True also ends a rest that it has."
    key_id: str
    "The id of a key that an admin added."
    microdollars_per_day: Optional[int] = None
    "Most millionths of a US dollar of a day, in UTC, by the provider's published prices. Null: without limit. It may be passed by what runs when it is reached; models without a published price do not count."
    microdollars_per_month: Optional[int] = None
    "The same of a calendar month, in UTC."
    name: Optional[str] = None
    "What admins call it, in 1 to 100 characters."
    requests_per_day: Optional[int] = None
    "Most requests of a day, in UTC. Null: any number."
    requests_per_month: Optional[int] = None
    "Most requests of a calendar month, in UTC. Null: any number."


class UpdateWebhookEndpointInput(BaseModel):
    """What is to change about an endpoint. What is left out or null stays."""

    description: Optional[str] = None
    "For people, at most 200 characters."
    enabled: Optional[bool] = None
    "Whether anything is sent to it. What waits for it or happens while it is not is logged as FAILED, and can be replayed."
    endpoint_id: str
    "An endpoint of `webhookEndpoints`."
    event_types: Optional[list[WebhookEventType]] = None
    "Which events it gets. Empty: all, those of later versions, too."
    url: Optional[str] = None
    "https:// and a public host, on the usual port; or one of the origins of WEBHOOK_PRIVATE_ORIGINS. No other endpoint has it."


class UsageFilterInput(BaseModel):
    """Which charges to show. What is null or absent does not limit."""

    conversation_id: Optional[str] = None
    "Charges for this conversation only."
    from_: Optional[datetime] = Field(alias="from", default=None)
    "Charges at this moment or later."
    kind: Optional[UsageKind] = None
    "Charges of this kind only."
    member_id: Optional[str] = None
    "Of a team's: charges of this user only. For owner and admins, or for oneself."
    model_id: Optional[str] = None
    "Charges for this model only."
    provider: Optional[str] = None
    "Charges for models of this provider only."
    to: Optional[datetime] = None
    "Charges before this moment."


class UsageStatsFilterInput(BaseModel):
    """Which charges to sum up. What is null or absent does not limit."""

    conversation_id: Optional[str] = None
    "Charges for this conversation only, of which a range may have at most 100,000."
    kind: Optional[UsageKind] = None
    "Charges of this kind only."
    member_id: Optional[str] = None
    "Of a team's: charges of this user only. For owner and admins, or for oneself."
    model_id: Optional[str] = None
    "Charges for this model only."
    provider: Optional[str] = None
    "Charges for models of this provider only."


class UserFilter(BaseModel):
    """Which users to list. What is null or absent does not limit."""

    available_least: Optional[int] = None
    "Users who can spend so many tokens or more, by `figures`."
    available_most: Optional[int] = None
    "Users who can spend so many tokens or fewer, by `figures`."
    created_from: Optional[datetime] = None
    "Users who signed up at this moment or later."
    created_to: Optional[datetime] = None
    "Users who signed up before this moment."
    plan_id: Optional[str] = None
    "Users of this plan, by `figures`; that of who pays for none is `free`."
    role: Optional[Role] = None
    "Users of this role; GUEST: those without account."
    status: Optional[UserStatus] = None
    "Users of this status."
    verified: Optional[bool] = None
    "Whether the address was proved."


class VerifyEmailInput(BaseModel):
    """The proof that mail to an address is read."""

    password: Optional[str] = None
    "The account's password. Null where its user is signed in."
    token: str
    "What stands behind `token=` in the link of the mail."


class VerifyRazorpayPaymentInput(BaseModel):
    """What Razorpay's form hands to the payer's browser when a payment was made."""

    idempotency_key: str
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."
    payment_id: str
    "A payment of the caller, by its own id here."
    razorpay_payment_id: str
    "`razorpay_payment_id`, 1 to 255 characters."
    razorpay_signature: str
    "`razorpay_signature`, 1 to 255 characters."


class VolumeTierInput(BaseModel):
    """From this quantity on, all packages of a purchase cost less."""

    discount_percent: int
    "Whole percent off the price of each, 1 to 90."
    quantity: int
    "The smallest quantity that it is for, 2 to 1,000."


class WebhookDeliveryFilter(BaseModel):
    """Which deliveries are listed. What is left out does not matter."""

    endpoint_id: Optional[str] = None
    "Those to this endpoint."
    event_id: Optional[str] = None
    "Those of this event."
    event_type: Optional[WebhookEventType] = None
    "Those of events of this type."
    state: Optional[WebhookDeliveryState] = None
    "Those that have come so far."


class WithdrawTeamInvitationInput(BaseModel):
    """An open invitation to take back. For owner and admins."""

    invitation_id: str
    "An open invitation of a team of the caller's."


class WorkInput(BaseModel):
    """What the tokens were used for. It prices nothing; it stands in `usageHistory`."""

    cache_read_tokens: int = 0
    "Model tokens read from the provider's cache."
    cache_write_tokens: int = 0
    "Model tokens read and put into the provider's cache."
    input_tokens: int = 0
    "Model tokens read, without cached ones."
    kind: UsageKind = UsageKind.EXTERNAL
    "What kind of work it was."
    model_id: Optional[str] = None
    "The model, by whatever name: 1 to 200 characters."
    output_tokens: int = 0
    "Model tokens written, without reasoning."
    provider: Optional[str] = None
    "Who ran the model: 1 to 200 characters."
    reasoning_tokens: int = 0
    "Model tokens that the model thought with."
    reference: Optional[str] = None
    "What the caller calls the work: 1 to 200 characters."


ChatInput.model_rebuild()
CreatePackageInput.model_rebuild()
CreatePlanInput.model_rebuild()
CreatePromoCodeInput.model_rebuild()
EstimateInput.model_rebuild()
ExportUsageInput.model_rebuild()
PurchaseInput.model_rebuild()
SetAutoTopUpInput.model_rebuild()
SetModelOverrideInput.model_rebuild()
SettleHoldInput.model_rebuild()
SpendTokensInput.model_rebuild()
UpdatePackageInput.model_rebuild()
UpdatePlanInput.model_rebuild()
UpdatePromoCodeInput.model_rebuild()
