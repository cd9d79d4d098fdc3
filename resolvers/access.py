"""Who may have each root field: what kind of caller, and by which API keys. A new field needs its row here.

    "Query.purchases": user(_READ),        whoever has an account; a key needs the scope READ
    "Mutation.setAutoTopUp": user(_NONE),  the same, and no key, whatever its scopes
    "Query.balance": guest(_READ),         guests, too: what tries the product, and neither buys, gives, rewards
                                           nor reaches other people
    "Query.models": everybody(_ALL),       also without a token, and by every key
    "Query.blocks": admin(),               admins; a key needs the scope ADMIN
    "Mutation.login": sign_in(),           without a token; no key

A field without a row is closed to everybody, and the schema is not built.
What lets others sign in, charge or read later (sessions, keys, saved cards, auto top-up, the billing portal, shares of
conversations) is for people alone, so that a stolen key ends with its revocation.

What a field leads to is in `type_access.py`; `guard.py` puts both before the resolvers. After a change here write the
table of `tests/resolvers/permissions` anew, and look at its diff; docs/security.md has the command.
"""

from models.api_key import ApiScope
from resolvers.access_rows import Access, Keys, admin, everybody, guest, sign_in, user

__all__ = ["ACCESS"]

_READ, _CHAT, _PURCHASE = ApiScope.READ, ApiScope.CHAT, ApiScope.PURCHASE
_ALL, _NONE = Keys.ALL, Keys.NONE

ACCESS: dict[str, Access] = {
    "Query.allowance": guest(_READ),
    "Query.apiKeys": user(_NONE),
    "Query.autoRefill": user(_READ),
    "Query.autoTopUp": user(_READ),
    "Query.balance": guest(_READ),
    "Query.bans": admin(),
    "Query.blocks": admin(),
    "Query.catalogPackages": admin(),
    "Query.catalogPlans": admin(),
    "Query.claimStatus": user(_READ),
    "Query.conversation": guest(_READ),
    "Query.conversations": guest(_READ),
    "Query.estimate": guest(_READ),
    "Query.exportMyData": guest(_NONE),
    "Query.flaggedMessages": admin(),
    "Query.gifts": user(_READ),
    "Query.me": guest(_READ),
    "Query.messages": guest(_READ),
    "Query.modelOverrides": admin(),
    "Query.models": everybody(_ALL),
    "Query.overview": admin(),
    "Query.packageHistory": admin(),
    "Query.packages": everybody(_ALL),
    "Query.payment": user(_READ),
    "Query.paymentMethods": everybody(_ALL),
    "Query.planHistory": admin(),
    "Query.plans": everybody(_ALL),
    "Query.priceQuote": user(_READ),
    "Query.promoCodes": admin(),
    "Query.purchases": user(_READ),
    "Query.receipt": user(_READ),
    "Query.savedCards": user(_READ),
    "Query.sessions": user(_NONE),
    "Query.signInProviders": everybody(_ALL),
    "Query.subscription": user(_READ),
    "Query.ticketExport": guest(_READ),
    "Query.ticketLimits": everybody(_ALL),
    "Query.tickets": guest(_READ),
    "Query.usageHistory": guest(_READ),
    "Query.usageStats": guest(_READ),
    "Mutation.acceptShare": user(_NONE),
    "Mutation.block": admin(),
    "Mutation.cancelChat": guest(_CHAT),
    "Mutation.cancelPurchase": user(_PURCHASE),
    "Mutation.cancelSubscription": user(_PURCHASE),
    "Mutation.changeEmail": user(_NONE),
    "Mutation.changePassword": user(_NONE),
    "Mutation.changeShare": user(_NONE),
    "Mutation.changeSubscription": user(_PURCHASE),
    "Mutation.chat": guest(_CHAT),
    "Mutation.claim": user(_PURCHASE),
    "Mutation.createApiKey": user(_NONE),
    "Mutation.createBillingPortalSession": user(_NONE),
    "Mutation.createConversation": guest(_CHAT),
    "Mutation.createPackage": admin(),
    "Mutation.createPlan": admin(),
    "Mutation.createPromoCode": admin(),
    "Mutation.decideDispute": admin(),
    "Mutation.deleteConversation": guest(_CHAT),
    "Mutation.deleteMyAccount": guest(_NONE),
    "Mutation.deleteTicket": guest(_CHAT),
    "Mutation.endShare": user(_NONE),
    "Mutation.exchangeSignIn": sign_in(),
    "Mutation.flagMessage": user(_CHAT),
    "Mutation.generateTicket": guest(_CHAT),
    "Mutation.leaveConversation": user(_NONE),
    "Mutation.liftBan": admin(),
    "Mutation.linkProvider": user(_NONE),
    "Mutation.login": sign_in(),
    "Mutation.logout": everybody(_NONE),
    "Mutation.logoutEverywhere": guest(_NONE),
    "Mutation.purchase": user(_PURCHASE),
    "Mutation.refreshSession": sign_in(),
    "Mutation.refundInvoice": admin(),
    "Mutation.refundPayment": admin(),
    "Mutation.regenerateReply": guest(_CHAT),
    "Mutation.register": sign_in(),
    "Mutation.removeModelOverride": admin(),
    "Mutation.removeSavedCard": user(_NONE),
    "Mutation.renameConversation": guest(_CHAT),
    "Mutation.requestPasswordReset": everybody(_NONE),
    "Mutation.resetPassword": everybody(_NONE),
    "Mutation.restorePackage": admin(),
    "Mutation.restorePlan": admin(),
    "Mutation.resumeSubscription": user(_PURCHASE),
    "Mutation.retirePackage": admin(),
    "Mutation.retirePlan": admin(),
    "Mutation.revokeApiKey": user(_NONE),
    "Mutation.revokeSession": user(_NONE),
    "Mutation.sendVerificationEmail": user(_NONE),
    "Mutation.setAutoRefill": admin(),
    "Mutation.setAutoTopUp": user(_NONE),
    "Mutation.setModelOverride": admin(),
    "Mutation.shareConversation": user(_NONE),
    "Mutation.showBranch": guest(_CHAT),
    "Mutation.startCardSetup": user(_NONE),
    "Mutation.startCheckout": user(_PURCHASE),
    "Mutation.startGuestSession": sign_in(),
    "Mutation.stopAutoTopUp": user(_NONE),
    "Mutation.subscribe": user(_PURCHASE),
    "Mutation.unblock": admin(),
    "Mutation.unlinkProvider": user(_NONE),
    "Mutation.updatePackage": admin(),
    "Mutation.updatePlan": admin(),
    "Mutation.updatePreferences": guest(_NONE),
    "Mutation.updateProfile": user(_NONE),
    "Mutation.updatePromoCode": admin(),
    "Mutation.verifyEmail": everybody(_NONE),
    "Mutation.verifyRazorpayPayment": user(_PURCHASE),
    "Subscription.balanceChanged": guest(_READ),
    "Subscription.chatStream": guest(_CHAT),
    "Subscription.conversationChanged": guest(_READ),
    "Subscription.regenerateReplyStream": guest(_CHAT),
}
"""By the type and name of the field, as the schema spells them."""
