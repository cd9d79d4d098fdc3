"""On which page of docs/schema/ each root field stands. A new one needs its name here, in the order of its page."""

from dataclasses import dataclass

__all__ = ["COMMON", "SUBJECTS", "Subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A page: the name of its file, its title, its fields, and the page in docs/ that explains them."""

    name: str
    title: str
    guide: str
    fields: tuple[str, ...]


def _subject(name: str, title: str, guide: str, fields: str) -> Subject:
    return Subject(name, title, guide, tuple(fields.split()))


SUBJECTS = (
    _subject(
        "sign-in",
        "Signing in",
        "sign-in",
        "clientSettings signInProviders register login exchangeSignIn startGuestSession refreshSession logout "
        "logoutEverywhere sessions revokeSession requestPasswordReset resetPassword verifyEmail sendVerificationEmail "
        "linkProvider unlinkProvider apiKeys createApiKey revokeApiKey",
    ),
    _subject(
        "account",
        "The account",
        "account",
        "me updateProfile updatePreferences changeEmail changePassword exportMyData deleteMyAccount",
    ),
    _subject(
        "tokens",
        "Tokens",
        "ledger",
        "balance balanceChanged wallet walletEntries claimStatus claim autoRefill lowBalanceNotice setLowBalanceNotice "
        "lowBalance spendTokens holdTokens settleHold renewHold releaseHold",
    ),
    _subject(
        "shop",
        "Buying",
        "payments",
        "packages paymentMethods priceQuote purchase resumePurchase startCheckout verifyRazorpayPayment cancelPurchase "
        "payment purchases receipt gifts savedCards startCardSetup removeSavedCard autoTopUp setAutoTopUp "
        "stopAutoTopUp",
    ),
    _subject(
        "subscriptions",
        "Plans and subscriptions",
        "subscriptions",
        "plans subscription subscribe resumeFirstPayment changeSubscription cancelSubscription resumeSubscription "
        "createBillingPortalSession allowance",
    ),
    _subject(
        "chat",
        "Chat",
        "chat",
        "models estimate chat chatStream cancelChat regenerateReply regenerateReplyStream showBranch conversations "
        "conversation messages conversationChanged createConversation renameConversation deleteConversation "
        "shareConversation acceptShare changeShare endShare leaveConversation flagMessage",
    ),
    _subject("tickets", "Tickets", "tickets", "ticketLimits generateTicket tickets ticketExport deleteTicket"),
    _subject(
        "usage",
        "Usage",
        "usage",
        "usageHistory usageStats conversationUsage exportUsage usageExport cancelUsageExport",
    ),
    _subject(
        "teams",
        "Teams",
        "teams",
        "teams team createTeam renameTeam transferTeam closeTeam leaveTeam removeTeamMember setTeamMemberRole "
        "setTeamMemberCaps teamInvitation teamInvitations inviteTeamMember resendTeamInvitation "
        "withdrawTeamInvitation acceptTeamInvitation declineTeamInvitation",
    ),
    _subject(
        "admin-people",
        "For admins: people and their tokens",
        "admin",
        "users user suspendUser activateUser setUserRole grantTokens debitTokens setBalance setAutoRefill "
        "bulkGrantPreview bulkGrants startBulkGrant cancelBulkGrant allTeams exportAllUsage auditLog",
    ),
    _subject(
        "admin-money",
        "For admins: money and what is sold",
        "admin",
        "allPayments allInvoices refundPayment refundInvoice paymentsForReview resolveReview decideDispute promoCodes "
        "createPromoCode updatePromoCode catalogPackages packageHistory createPackage updatePackage retirePackage "
        "restorePackage catalogPlans planHistory createPlan updatePlan retirePlan restorePlan priceVersions",
    ),
    _subject(
        "admin-server",
        "For admins: models, guards and other systems",
        "overview",
        "overview alerts acknowledgeAlert modelOverrides setModelOverride removeModelOverride providerKeys "
        "addProviderKey updateProviderKey testProviderKey removeProviderKey flaggedMessages reviewMessage blocks block "
        "unblock bans liftBan webhookEndpoints createWebhookEndpoint updateWebhookEndpoint rotateWebhookSecret "
        "deleteWebhookEndpoint sendTestEvent webhookDeliveries replayWebhookDelivery replayWebhookDeliveries",
    ),
)

COMMON = frozenset({"BigInt", "DateTime", "PageInfo", "UserError", "OperationRefused"})
"""Types of every subject, on the first page."""
