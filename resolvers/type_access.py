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
    "Attachment": _USER,
    "AttachmentRefused": _USER,
    "AutoTopUp": _USER,
    "AutoTopUpSaved": _USER,
    "Balance": _USER,
    "BillingPortalSession": _USER,
    "Block": _ADMIN,
    "BlockConnection": _ADMIN,
    "BlockEdge": _ADMIN,
    "Blocked": _ADMIN,
    "CardSetupStarted": _USER,
    "ChatCancelRequested": _USER,
    "ChatCompleted": _USER,
    "ChatDelta": _USER,
    "ChatEstimate": _USER,
    "ChatStarted": _USER,
    "CheckoutStarted": _USER,
    "ClaimStatus": _USER,
    "ClaimSucceeded": _USER,
    "ClaimTooEarly": _USER,
    "CompletionUsage": _USER,
    "Conversation": _USER,
    "ConversationChange": _USER,
    "ConversationConnection": _USER,
    "ConversationDeleted": _USER,
    "ConversationEdge": _USER,
    "ConversationLeft": _USER,
    "ConversationShare": _USER,
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
    "InsufficientTokens": _USER,
    "InvoiceRefunded": _ADMIN,
    "LoggedOut": _NOBODY,
    "LoggedOutEverywhere": _USER,
    "Message": _USER,
    "MessageConnection": _USER,
    "MessageEdge": _USER,
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
    "ModelTakesNoImages": _USER,
    "ModelUsage": _USER,
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
    "Paywall": _USER,
    "Person": _USER,
    "Plan": _NOBODY,
    "PlanLimits": _NOBODY,
    "PlanPrice": _NOBODY,
    "PlanSubscription": _GUEST,
    "Preferences": _GUEST,
    "PreferencesUpdated": _USER,
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
    "Ticket": _USER,
    "TicketConnection": _USER,
    "TicketDeleted": _USER,
    "TicketEdge": _USER,
    "TicketExport": _USER,
    "TicketGenerated": _USER,
    "TicketLimits": _NOBODY,
    "Unblocked": _ADMIN,
    "UsagePoint": _USER,
    "UsageRecord": _USER,
    "UsageRecordConnection": _USER,
    "UsageRecordEdge": _USER,
    "UsageStats": _USER,
    "UsageTotals": _USER,
    "User": _GUEST,
    "VolumeTier": _NOBODY,
}
"""By the name of the type, as the schema spells it. `_NOBODY`: also without a token."""
