"""What leaves the schema when a feature is switched off (FEATURES_OFF). What it leads to alone leaves with it.

`Query.tickets` is a field, `Query.balance(teamId)` an argument, `AttachmentRefused` a type that leaves every union.
Only what a client may leave out can leave an input.
"""

from collections.abc import Collection

__all__ = ["LEAVES", "leaves_of"]

LEAVES: dict[str, str] = {
    "api_keys": "Query.apiKeys Mutation.createApiKey Mutation.revokeApiKey ChangePasswordInput.revokeApiKeys",
    "attachments": (
        "ChatInput.attachments EstimateInput.attachments Message.attachments FlaggedMessage.attachments "
        "ChatStarted.attachmentsLeftOut "
        "ChatCompleted.attachmentsLeftOut ChatEstimate.images ChatEstimate.imageTokens AttachmentRefused "
        "ModelTakesNoImages"
    ),
    "auto_refill": "Query.autoRefill Mutation.setAutoRefill",
    "auto_top_up": "Query.autoTopUp Mutation.setAutoTopUp Mutation.stopAutoTopUp",
    "bulk_grants": ("Query.bulkGrants Query.bulkGrantPreview Mutation.startBulkGrant Mutation.cancelBulkGrant"),
    "catalog_editing": (
        "Query.catalogPackages Query.catalogPlans Query.packageHistory Query.planHistory Mutation.createPackage "
        "Mutation.createPlan Mutation.restorePackage Mutation.restorePlan Mutation.retirePackage Mutation.retirePlan "
        "Mutation.updatePackage Mutation.updatePlan"
    ),
    "exports": "Query.exportMyData",
    "gifts": "Query.gifts Payment.gift PurchaseInput.giftTo PurchaseInput.giftMessage",
    "guests": "Mutation.startGuestSession",
    "low_balance_notices": ("Query.lowBalanceNotice Mutation.setLowBalanceNotice Subscription.lowBalance"),
    "machine_spend": (
        "Mutation.spendTokens Mutation.holdTokens Mutation.settleHold Mutation.renewHold Mutation.releaseHold"
    ),
    "model_overrides": "Query.modelOverrides Mutation.setModelOverride Mutation.removeModelOverride",
    "moderation": (
        "Query.blocks Query.flaggedMessages Mutation.block Mutation.unblock Mutation.flagMessage Mutation.reviewMessage"
    ),
    "overview": "Query.overview Query.alerts Mutation.acknowledgeAlert",
    "promo_codes": (
        "Query.promoCodes Mutation.createPromoCode Mutation.updatePromoCode PurchaseInput.promoCode "
        "StartCheckoutInput.promoCode PriceQuoteInput.promoCode PriceQuote.promoCode Payment.promoCode PromoCodeRefused"
    ),
    "provider_keys": (
        "Query.providerKeys Mutation.addProviderKey Mutation.removeProviderKey Mutation.testProviderKey "
        "Mutation.updateProviderKey"
    ),
    "referrals": "User.referralCode RegisterInput.referralCode ExchangeSignInInput.referralCode",
    "saved_cards": (
        "Query.savedCards Mutation.removeSavedCard Mutation.startCardSetup PurchaseInput.saveCard "
        "StartCheckoutInput.saveCard"
    ),
    "sharing": (
        "Mutation.acceptShare Mutation.changeShare Mutation.endShare Mutation.leaveConversation "
        "Mutation.shareConversation Conversation.shares Query.conversations(shared)"
    ),
    "social_login": (
        "Query.signInProviders Mutation.exchangeSignIn Mutation.linkProvider Mutation.unlinkProvider "
        "User.linkedProviders"
    ),
    "subscriptions": (
        "Query.subscription Query.allInvoices Mutation.subscribe Mutation.resumeFirstPayment "
        "Mutation.changeSubscription Mutation.cancelSubscription Mutation.resumeSubscription "
        "Mutation.createBillingPortalSession Mutation.refundInvoice User.subscription"
    ),
    "teams": (
        "Query.team Query.teamInvitation Query.teamInvitations Query.teams Query.balance(teamId) "
        "Query.conversationUsage(teamId) Query.usageHistory(teamId) Query.usageStats(teamId) "
        "Query.wallet(teamId) Query.walletEntries(teamId) "
        "Subscription.balanceChanged(teamId) Payment.teamId ChatInput.teamId EstimateInput.teamId "
        "GenerateTicketInput.teamId PurchaseInput.teamId RegenerateReplyInput.teamId "
        "StartCheckoutInput.teamId Mutation.acceptTeamInvitation Mutation.closeTeam Mutation.createTeam "
        "Mutation.declineTeamInvitation Mutation.inviteTeamMember Mutation.leaveTeam "
        "Mutation.removeTeamMember Mutation.renameTeam Mutation.resendTeamInvitation "
        "Mutation.setTeamMemberCaps Mutation.setTeamMemberRole Mutation.transferTeam "
        "Mutation.withdrawTeamInvitation Query.allTeams Query.lowBalanceNotice(teamId) "
        "SetLowBalanceNoticeInput.teamId Subscription.lowBalance(teamId) ExportUsageInput.teamId"
    ),
    "usage_exports": ("Query.usageExport Mutation.exportUsage Mutation.exportAllUsage Mutation.cancelUsageExport"),
    "webhooks": (
        "Query.webhookDeliveries Query.webhookEndpoints Mutation.createWebhookEndpoint Mutation.deleteWebhookEndpoint "
        "Mutation.replayWebhookDeliveries Mutation.replayWebhookDelivery Mutation.rotateWebhookSecret "
        "Mutation.sendTestEvent Mutation.updateWebhookEndpoint"
    ),
    "tickets": "Query.tickets Query.ticketExport Query.ticketLimits Mutation.generateTicket Mutation.deleteTicket",
}
"""By feature (`settings/features.py`), separated by blanks."""


def leaves_of(off: Collection[str]) -> frozenset[str]:
    """All that leaves when these features are off."""
    return frozenset(leaf for name in off for leaf in LEAVES[name].split())
