"""What each root field costs, and how long the lists are that have no pages.

`build_schema` puts it into the schema as directives. A field that does not stand here weighs as much as a write.
"""

from dataclasses import dataclass

from strawberry.types.field import StrawberryField

from resolvers.queries.models import DEFAULT_MODELS
from schema.costs import (
    GATEWAY,
    MEMORY,
    MODEL,
    PASSWORD,
    READ,
    WRITE,
    Cost,
    ListSize,
    cost,
    has_pages,
    list_of,
    page_of,
)
from schema.pagination import DEFAULT_PAGE_SIZE

__all__ = ["COSTS", "RootCost", "directives_of"]


@dataclass(frozen=True, slots=True)
class RootCost:
    """The weight of a root field. `rows`: of a list how long it is assumed to be, of a connection its default page."""

    weight: int
    rows: int | None = None


COSTS: dict[str, RootCost] = {
    "Query.allInvoices": RootCost(READ),
    "Query.allPayments": RootCost(READ),
    "Query.allTeams": RootCost(READ),
    "Query.allowance": RootCost(READ),
    "Query.apiKeys": RootCost(READ),
    "Query.auditLog": RootCost(READ),
    "Query.autoRefill": RootCost(READ),
    "Query.autoTopUp": RootCost(READ),
    "Query.balance": RootCost(READ),
    "Query.bans": RootCost(READ),
    "Query.blocks": RootCost(READ),
    "Query.bulkGrantPreview": RootCost(WRITE),
    "Query.bulkGrants": RootCost(READ),
    "Query.catalogPackages": RootCost(READ),
    "Query.catalogPlans": RootCost(READ),
    "Query.claimStatus": RootCost(READ),
    "Query.conversation": RootCost(READ),
    "Query.conversationUsage": RootCost(READ),
    "Query.conversations": RootCost(READ),
    "Query.estimate": RootCost(WRITE),  # reads all that a chat would
    "Query.exportMyData": RootCost(WRITE),
    "Query.flaggedMessages": RootCost(READ),
    "Query.gifts": RootCost(READ),
    "Query.lowBalanceNotice": RootCost(READ),
    "Query.me": RootCost(READ),
    "Query.messages": RootCost(READ),
    "Query.modelOverrides": RootCost(READ),
    "Query.models": RootCost(MEMORY, DEFAULT_MODELS),
    "Query.overview": RootCost(MODEL),  # sums a long time up
    "Query.packageHistory": RootCost(READ),
    "Query.packages": RootCost(READ, 20),
    "Query.payment": RootCost(READ),
    "Query.paymentMethods": RootCost(GATEWAY, 6),
    "Query.planHistory": RootCost(READ),
    "Query.paymentsForReview": RootCost(READ),
    "Query.plans": RootCost(MEMORY, 10),
    "Query.priceQuote": RootCost(READ),
    "Query.priceVersions": RootCost(READ),
    "Query.promoCodes": RootCost(READ),
    "Query.providerKeys": RootCost(READ),
    "Query.purchases": RootCost(READ),
    "Query.receipt": RootCost(WRITE),  # the first time it is numbered
    "Query.savedCards": RootCost(GATEWAY, 100),
    "Query.sessions": RootCost(READ),
    "Query.signInProviders": RootCost(MEMORY, 5),
    "Query.subscription": RootCost(READ),
    "Query.team": RootCost(READ),
    "Query.teamInvitation": RootCost(READ),
    "Query.teamInvitations": RootCost(READ),
    "Query.teams": RootCost(READ),
    "Query.ticketExport": RootCost(READ),
    "Query.ticketLimits": RootCost(MEMORY),
    "Query.tickets": RootCost(READ),
    "Query.usageExport": RootCost(READ),
    "Query.usageHistory": RootCost(READ),
    "Query.usageStats": RootCost(WRITE),  # sums up
    "Query.user": RootCost(READ),
    "Query.users": RootCost(READ),
    "Query.webhookDeliveries": RootCost(READ),
    "Query.webhookEndpoints": RootCost(READ, 20),
    "Mutation.acceptShare": RootCost(WRITE),
    "Mutation.acceptTeamInvitation": RootCost(WRITE),
    "Mutation.activateUser": RootCost(WRITE),
    "Mutation.addProviderKey": RootCost(WRITE),
    "Mutation.block": RootCost(WRITE),
    "Mutation.cancelBulkGrant": RootCost(WRITE),
    "Mutation.cancelChat": RootCost(WRITE),
    "Mutation.cancelPurchase": RootCost(GATEWAY),
    "Mutation.cancelSubscription": RootCost(GATEWAY),
    "Mutation.cancelUsageExport": RootCost(WRITE),
    "Mutation.changeEmail": RootCost(PASSWORD),
    "Mutation.changePassword": RootCost(PASSWORD),
    "Mutation.changeShare": RootCost(WRITE),
    "Mutation.changeSubscription": RootCost(GATEWAY),
    "Mutation.chat": RootCost(MODEL),
    "Mutation.claim": RootCost(WRITE),
    "Mutation.closeTeam": RootCost(WRITE),
    "Mutation.createApiKey": RootCost(WRITE),
    "Mutation.createBillingPortalSession": RootCost(GATEWAY),
    "Mutation.createConversation": RootCost(WRITE),
    "Mutation.createPackage": RootCost(WRITE),
    "Mutation.createPlan": RootCost(WRITE),
    "Mutation.createPromoCode": RootCost(WRITE),
    "Mutation.createTeam": RootCost(WRITE),
    "Mutation.createWebhookEndpoint": RootCost(WRITE),
    "Mutation.debitTokens": RootCost(WRITE),
    "Mutation.decideDispute": RootCost(WRITE),
    "Mutation.declineTeamInvitation": RootCost(WRITE),
    "Mutation.deleteConversation": RootCost(WRITE),
    "Mutation.deleteMyAccount": RootCost(PASSWORD),
    "Mutation.deleteTicket": RootCost(WRITE),
    "Mutation.deleteWebhookEndpoint": RootCost(WRITE),
    "Mutation.endShare": RootCost(WRITE),
    "Mutation.exchangeSignIn": RootCost(WRITE),
    "Mutation.exportAllUsage": RootCost(WRITE),
    "Mutation.exportUsage": RootCost(WRITE),
    "Mutation.flagMessage": RootCost(WRITE),
    "Mutation.generateTicket": RootCost(MODEL),
    "Mutation.grantTokens": RootCost(WRITE),
    "Mutation.holdTokens": RootCost(WRITE),
    "Mutation.inviteTeamMember": RootCost(WRITE),
    "Mutation.leaveConversation": RootCost(WRITE),
    "Mutation.leaveTeam": RootCost(WRITE),
    "Mutation.liftBan": RootCost(WRITE),
    "Mutation.linkProvider": RootCost(WRITE),
    "Mutation.login": RootCost(PASSWORD),
    "Mutation.logout": RootCost(WRITE),
    "Mutation.logoutEverywhere": RootCost(WRITE),
    "Mutation.purchase": RootCost(GATEWAY),
    "Mutation.refreshSession": RootCost(WRITE),
    "Mutation.refundInvoice": RootCost(GATEWAY),
    "Mutation.refundPayment": RootCost(GATEWAY),
    "Mutation.regenerateReply": RootCost(MODEL),
    "Mutation.register": RootCost(PASSWORD),
    "Mutation.releaseHold": RootCost(WRITE),
    "Mutation.removeModelOverride": RootCost(WRITE),
    "Mutation.removeProviderKey": RootCost(WRITE),
    "Mutation.removeSavedCard": RootCost(GATEWAY),
    "Mutation.removeTeamMember": RootCost(WRITE),
    "Mutation.renameConversation": RootCost(WRITE),
    "Mutation.renameTeam": RootCost(WRITE),
    "Mutation.renewHold": RootCost(WRITE),
    "Mutation.replayWebhookDelivery": RootCost(WRITE),
    "Mutation.requestPasswordReset": RootCost(WRITE),
    "Mutation.resendTeamInvitation": RootCost(WRITE),
    "Mutation.resetPassword": RootCost(PASSWORD),
    "Mutation.restorePackage": RootCost(WRITE),
    "Mutation.restorePlan": RootCost(WRITE),
    "Mutation.resolveReview": RootCost(GATEWAY),
    "Mutation.resumeSubscription": RootCost(GATEWAY),
    "Mutation.retirePackage": RootCost(WRITE),
    "Mutation.retirePlan": RootCost(WRITE),
    "Mutation.reviewMessage": RootCost(WRITE),
    "Mutation.revokeApiKey": RootCost(WRITE),
    "Mutation.revokeSession": RootCost(WRITE),
    "Mutation.rotateWebhookSecret": RootCost(WRITE),
    "Mutation.sendTestEvent": RootCost(WRITE),
    "Mutation.sendVerificationEmail": RootCost(WRITE),
    "Mutation.setAutoRefill": RootCost(WRITE),
    "Mutation.setAutoTopUp": RootCost(GATEWAY),
    "Mutation.setBalance": RootCost(WRITE),
    "Mutation.setLowBalanceNotice": RootCost(WRITE),
    "Mutation.setModelOverride": RootCost(WRITE),
    "Mutation.setTeamMemberCaps": RootCost(WRITE),
    "Mutation.setTeamMemberRole": RootCost(WRITE),
    "Mutation.settleHold": RootCost(WRITE),
    "Mutation.setUserRole": RootCost(WRITE),
    "Mutation.shareConversation": RootCost(WRITE),
    "Mutation.showBranch": RootCost(WRITE),
    "Mutation.spendTokens": RootCost(WRITE),
    "Mutation.startBulkGrant": RootCost(WRITE),
    "Mutation.startCardSetup": RootCost(GATEWAY),
    "Mutation.startCheckout": RootCost(GATEWAY),
    "Mutation.startGuestSession": RootCost(WRITE),
    "Mutation.stopAutoTopUp": RootCost(WRITE),
    "Mutation.subscribe": RootCost(GATEWAY),
    "Mutation.suspendUser": RootCost(WRITE),
    "Mutation.testProviderKey": RootCost(MODEL),
    "Mutation.transferTeam": RootCost(WRITE),
    "Mutation.unblock": RootCost(WRITE),
    "Mutation.unlinkProvider": RootCost(WRITE),
    "Mutation.updatePackage": RootCost(WRITE),
    "Mutation.updatePlan": RootCost(WRITE),
    "Mutation.updatePromoCode": RootCost(WRITE),
    "Mutation.updatePreferences": RootCost(WRITE),
    "Mutation.updateProfile": RootCost(WRITE),
    "Mutation.updateProviderKey": RootCost(WRITE),
    "Mutation.updateWebhookEndpoint": RootCost(WRITE),
    "Mutation.verifyEmail": RootCost(WRITE),
    "Mutation.verifyRazorpayPayment": RootCost(GATEWAY),
    "Mutation.withdrawTeamInvitation": RootCost(WRITE),
    "Subscription.balanceChanged": RootCost(READ),
    "Subscription.chatStream": RootCost(MODEL),
    "Subscription.conversationChanged": RootCost(READ),
    "Subscription.lowBalance": RootCost(READ),
    "Subscription.regenerateReplyStream": RootCost(MODEL),
}
"""By the type and name of the field, as the schema spells them."""

_UNKNOWN = RootCost(WRITE)


def directives_of(root: str, name: str, field: StrawberryField) -> list[Cost | ListSize]:
    """The directives of the field `name`, as the schema spells it, of the type `root`."""
    row = COSTS.get(f"{root}.{name}", _UNKNOWN)
    found: list[Cost | ListSize] = [cost(row.weight)]
    if has_pages(field):
        found.append(page_of(row.rows or DEFAULT_PAGE_SIZE))
    elif row.rows is not None:
        found.append(list_of(row.rows))
    return found
