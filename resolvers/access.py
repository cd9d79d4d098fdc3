"""What an API key needs for each root field. A field that does not stand here is closed to every key.

Sessions may do all that their user may; this table says nothing about them. What lets others sign in, charge or read
later (sessions, keys, saved cards, auto top-up, the billing portal, shares of conversations) is for people alone, so
that a stolen key ends with its revocation.
"""

from enum import Enum, auto
from typing import TypeAlias

from models.api_key import ApiScope

__all__ = ["ACCESS", "Access", "Needed"]

_READ, _CHAT, _PURCHASE, _ADMIN = ApiScope.READ, ApiScope.CHAT, ApiScope.PURCHASE, ApiScope.ADMIN


class Access(Enum):
    """What is no matter of scopes."""

    ANYBODY = auto()
    """Those without a token have it too, so every key has."""
    SESSION = auto()
    """No key has it, whatever its scopes."""


Needed: TypeAlias = ApiScope | Access

ACCESS: dict[str, Needed] = {
    "Query.allowance": _READ,
    "Query.apiKeys": Access.SESSION,
    "Query.autoTopUp": _READ,
    "Query.balance": _READ,
    "Query.blocks": _ADMIN,
    "Query.claimStatus": _READ,
    "Query.conversation": _READ,
    "Query.conversations": _READ,
    "Query.estimate": _READ,
    "Query.exportMyData": Access.SESSION,
    "Query.flaggedMessages": _ADMIN,
    "Query.gifts": _READ,
    "Query.me": _READ,
    "Query.messages": _READ,
    "Query.modelOverrides": _ADMIN,
    "Query.models": Access.ANYBODY,
    "Query.packages": Access.ANYBODY,
    "Query.payment": _READ,
    "Query.paymentMethods": Access.ANYBODY,
    "Query.plans": Access.ANYBODY,
    "Query.priceQuote": _READ,
    "Query.promoCodes": _ADMIN,
    "Query.purchases": _READ,
    "Query.receipt": _READ,
    "Query.savedCards": _READ,
    "Query.subscription": _READ,
    "Query.ticketExport": _READ,
    "Query.ticketLimits": Access.ANYBODY,
    "Query.tickets": _READ,
    "Query.usageHistory": _READ,
    "Query.usageStats": _READ,
    "Mutation.acceptShare": Access.SESSION,
    "Mutation.block": _ADMIN,
    "Mutation.cancelChat": _CHAT,
    "Mutation.cancelPurchase": _PURCHASE,
    "Mutation.cancelSubscription": _PURCHASE,
    "Mutation.changeSubscription": _PURCHASE,
    "Mutation.changeShare": Access.SESSION,
    "Mutation.chat": _CHAT,
    "Mutation.claim": _PURCHASE,
    "Mutation.createApiKey": Access.SESSION,
    "Mutation.createBillingPortalSession": Access.SESSION,
    "Mutation.createConversation": _CHAT,
    "Mutation.createPromoCode": _ADMIN,
    "Mutation.decideDispute": _ADMIN,
    "Mutation.deleteConversation": _CHAT,
    "Mutation.deleteTicket": _CHAT,
    "Mutation.endShare": Access.SESSION,
    "Mutation.flagMessage": _CHAT,
    "Mutation.generateTicket": _CHAT,
    "Mutation.leaveConversation": Access.SESSION,
    "Mutation.login": Access.SESSION,
    "Mutation.logout": Access.SESSION,
    "Mutation.logoutEverywhere": Access.SESSION,
    "Mutation.purchase": _PURCHASE,
    "Mutation.refreshSession": Access.SESSION,
    "Mutation.refundInvoice": _ADMIN,
    "Mutation.refundPayment": _ADMIN,
    "Mutation.regenerateReply": _CHAT,
    "Mutation.register": Access.SESSION,
    "Mutation.removeModelOverride": _ADMIN,
    "Mutation.removeSavedCard": Access.SESSION,
    "Mutation.renameConversation": _CHAT,
    "Mutation.resumeSubscription": _PURCHASE,
    "Mutation.revokeApiKey": Access.SESSION,
    "Mutation.setAutoTopUp": Access.SESSION,
    "Mutation.setModelOverride": _ADMIN,
    "Mutation.shareConversation": Access.SESSION,
    "Mutation.showBranch": _CHAT,
    "Mutation.startCardSetup": Access.SESSION,
    "Mutation.startCheckout": _PURCHASE,
    "Mutation.stopAutoTopUp": Access.SESSION,
    "Mutation.subscribe": _PURCHASE,
    "Mutation.unblock": _ADMIN,
    "Mutation.updatePreferences": Access.SESSION,
    "Mutation.updateProfile": Access.SESSION,
    "Mutation.updatePromoCode": _ADMIN,
    "Mutation.verifyRazorpayPayment": _PURCHASE,
    "Subscription.balanceChanged": _READ,
    "Subscription.chatStream": _CHAT,
    "Subscription.conversationChanged": _READ,
    "Subscription.regenerateReplyStream": _CHAT,
}
"""By the type and name of the field, as the schema spells them."""
