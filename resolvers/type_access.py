"""Who may have what is of each object type: the least caller whom any root field leads to it. A new type needs a row.

Whoever reaches an object may have every field of it, unless `NARROWER` says less. When a root field is opened to more
callers, the schema is not built until the types that it leads to are opened here, too.
"""

from enum import Enum
from typing import Final, Literal, TypeAlias

from services.identity.caller import Caller

__all__ = ["NARROWER", "OWNER", "TYPE_ACCESS", "Narrower"]

_NOBODY, _GUEST, _USER, _ADMIN = Caller.NOBODY, Caller.GUEST, Caller.USER, Caller.ADMIN


class _Owner(Enum):
    OWNER = "owner"


OWNER: Final = _Owner.OWNER
"""Whose the object is, and nobody else: the resolver answers null to others who may have the object."""
Narrower: TypeAlias = Caller | Literal[_Owner.OWNER]

NARROWER: dict[str, Narrower] = {
    "Conversation.shares": OWNER,
}
"""Fields that fewer may have than their object. One that is for a kind of caller is refused to the others."""

TYPE_ACCESS: dict[str, Caller] = {
    "AccountUsage": _GUEST,
    "Allowance": _GUEST,
    "ApiKey": _USER,
    "ApiKeyConnection": _USER,
    "ApiKeyCreated": _USER,
    "ApiKeyEdge": _USER,
    "ApiKeyRevoked": _USER,
    "Attachment": _GUEST,
    "AttachmentRefused": _GUEST,
    "AutoTopUp": _USER,
    "AutoTopUpSaved": _USER,
    "Balance": _GUEST,
    "BillingPortalSession": _USER,
    "Ban": _ADMIN,
    "BanConnection": _ADMIN,
    "BanEdge": _ADMIN,
    "BanLifted": _ADMIN,
    "Block": _ADMIN,
    "BlockConnection": _ADMIN,
    "BlockEdge": _ADMIN,
    "Blocked": _ADMIN,
    "CardSetupStarted": _USER,
    "ChatCancelRequested": _GUEST,
    "ChatCompleted": _GUEST,
    "ChatDelta": _GUEST,
    "ChatEstimate": _GUEST,
    "ChatStarted": _GUEST,
    "CheckoutStarted": _USER,
    "ClaimStatus": _USER,
    "ClaimSucceeded": _USER,
    "ClaimTooEarly": _USER,
    "CompletionUsage": _GUEST,
    "Conversation": _GUEST,
    "ConversationChange": _GUEST,
    "ConversationConnection": _GUEST,
    "ConversationDeleted": _GUEST,
    "ConversationEdge": _GUEST,
    "ConversationLeft": _USER,
    "ConversationShare": _GUEST,
    "ConversationShared": _USER,
    "DataExport": _USER,
    "Discount": _USER,
    "DisputeDecided": _ADMIN,
    "FlaggedMessage": _USER,
    "FlaggedMessageConnection": _ADMIN,
    "FlaggedMessageEdge": _ADMIN,
    "Gift": _USER,
    "GiftConnection": _USER,
    "GiftEdge": _USER,
    "GivenGift": _USER,
    "InsufficientTokens": _GUEST,
    "InvoiceRefunded": _ADMIN,
    "LoggedOut": _NOBODY,
    "LoggedOutEverywhere": _GUEST,
    "Message": _GUEST,
    "MessageConnection": _GUEST,
    "MessageEdge": _GUEST,
    "Model": _NOBODY,
    "ModelConnection": _NOBODY,
    "ModelEdge": _NOBODY,
    "ModelOverride": _ADMIN,
    "ModelOverrideConnection": _ADMIN,
    "ModelOverrideEdge": _ADMIN,
    "ModelOverrideRemoved": _ADMIN,
    "ModelOverrideSet": _ADMIN,
    "ModelPricing": _NOBODY,
    "ModelRates": _ADMIN,
    "ModelTakesNoImages": _GUEST,
    "ModelUsage": _GUEST,
    "Money": _NOBODY,
    "OperationRefused": _NOBODY,
    "Package": _NOBODY,
    "PageInfo": _NOBODY,
    "Payment": _USER,
    "PaymentConnection": _USER,
    "PaymentEdge": _USER,
    "PaymentMethodOption": _NOBODY,
    "PaymentMethodUnavailable": _USER,
    "PaymentNotCancellable": _USER,
    "PaymentNotRefundable": _ADMIN,
    "PaymentRefunded": _ADMIN,
    "PaymentRefused": _USER,
    "Paywall": _GUEST,
    "Person": _GUEST,
    "Plan": _NOBODY,
    "PlanLimits": _NOBODY,
    "PlanPrice": _NOBODY,
    "PlanSubscription": _GUEST,
    "Preferences": _GUEST,
    "PreferencesUpdated": _GUEST,
    "PriceQuote": _USER,
    "ProfileUpdated": _USER,
    "PromoCode": _ADMIN,
    "PromoCodeConnection": _ADMIN,
    "PromoCodeCreated": _ADMIN,
    "PromoCodeEdge": _ADMIN,
    "PromoCodeRefused": _USER,
    "PromoCodeUpdated": _ADMIN,
    "PurchaseCancelled": _USER,
    "PurchaseStarted": _USER,
    "RazorpayPaymentVerified": _USER,
    "Receipt": _USER,
    "RefundRefused": _ADMIN,
    "RefundTooLarge": _ADMIN,
    "SavedCard": _USER,
    "SavedCardRemoved": _USER,
    "Session": _GUEST,
    "ShareEnded": _USER,
    "SubscriptionChanged": _USER,
    "SubscriptionRefused": _USER,
    "SubscriptionStarted": _USER,
    "Ticket": _GUEST,
    "TicketConnection": _GUEST,
    "TicketDeleted": _GUEST,
    "TicketEdge": _GUEST,
    "TicketExport": _GUEST,
    "TicketGenerated": _GUEST,
    "TicketLimits": _NOBODY,
    "Unblocked": _ADMIN,
    "UsagePoint": _GUEST,
    "UsageRecord": _GUEST,
    "UsageRecordConnection": _GUEST,
    "UsageRecordEdge": _GUEST,
    "UsageStats": _GUEST,
    "UsageTotals": _GUEST,
    "User": _GUEST,
    "VolumeTier": _NOBODY,
}
"""By the name of the type, as the schema spells it. `_NOBODY`: also without a token."""
