"""Who may have the fields that touch money or tokens, by hand. `table.txt` is generated; this is what it must say.

Every mutation that takes an idempotency key does what must be done once, and stands here, too.
"""

from collections.abc import Mapping

__all__ = ["MONEY_ROWS"]

Row = Mapping[str, str]


def _row(
    nobody: str,
    guest: str,
    user: str,
    admin: str,
    read: str,
    chat: str,
    purchase: str,
    admin_key: str,
    spend: str | None = None,
) -> Row:
    """`spend` is left out where SPEND opens nothing: then it meets what all keys meet, or lacks the scope."""
    return {
        "nobody": nobody,
        "guest": guest,
        "user": user,
        "suspended": "sign in",
        "admin": admin,
        "key READ": read,
        "key CHAT": chat,
        "key PURCHASE": purchase,
        "key SPEND": spend or ("scope" if "scope" in {read, chat, purchase, admin_key} else read),
        "key ADMIN": admin_key,
    }


#                      nobody     guest      user   admin   key READ   key CHAT   key PURCHASE  key ADMIN
_READS = _row("sign in", "yes", "yes", "yes", "yes", "scope", "scope", "scope")
_READS_ACCOUNT = _row("sign in", "sign up", "yes", "yes", "yes", "scope", "scope", "scope")
_SPENDS = _row("sign in", "yes", "yes", "yes", "scope", "yes", "scope", "scope")
_SPENDS_ELSEWHERE = _row("sign in", "sign up", "yes", "yes", "scope", "scope", "scope", "scope", spend="yes")
_BUYS = _row("sign in", "sign up", "yes", "yes", "scope", "scope", "yes", "scope")
_ADMINISTERS = _row("sign in", "no", "no", "yes", "scope", "scope", "scope", "yes")
_CHARGES_LATER = _row("sign in", "sign up", "yes", "yes", "session", "session", "session", "session")
_PRICES = _row("yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes")

_FORFEITS = _row("sign in", "yes", "yes", "yes", "session", "session", "session", "session")

MONEY_ROWS: Mapping[str, Row] = {
    # Gives up all tokens, with the account.
    "Mutation.deleteMyAccount": _FORFEITS,
    # What is on sale, and for how much.
    "Query.bulkGrantPreview": _ADMINISTERS,
    "Query.bulkGrants": _ADMINISTERS,
    "Query.packages": _PRICES,
    "Query.plans": _PRICES,
    "Query.paymentMethods": _PRICES,
    "Query.models": _PRICES,
    # What the caller has, pays and paid.
    "Query.allowance": _READS,
    "Query.autoRefill": _READS_ACCOUNT,
    "Query.autoTopUp": _READS_ACCOUNT,
    "Query.balance": _READS,
    "Query.claimStatus": _READS_ACCOUNT,
    "Query.estimate": _READS,
    "Query.gifts": _READS_ACCOUNT,
    "Query.payment": _READS_ACCOUNT,
    "Query.priceQuote": _READS_ACCOUNT,
    "Query.purchases": _READS_ACCOUNT,
    "Query.receipt": _READS_ACCOUNT,
    "Query.savedCards": _READS_ACCOUNT,
    "Query.subscription": _READS_ACCOUNT,
    "Query.usageExport": _READS,
    "Query.usageHistory": _READS,
    "Query.usageStats": _READS,
    "Subscription.balanceChanged": _READS,
    # What takes tokens from the caller's wallet.
    "Mutation.chat": _SPENDS,
    "Mutation.cancelChat": _SPENDS,
    "Mutation.generateTicket": _SPENDS,
    "Mutation.regenerateReply": _SPENDS,
    "Subscription.chatStream": _SPENDS,
    "Subscription.regenerateReplyStream": _SPENDS,
    # What takes tokens for work done elsewhere: the caller's, or with an admin's key anybody's.
    "Mutation.holdTokens": _SPENDS_ELSEWHERE,
    "Mutation.releaseHold": _SPENDS_ELSEWHERE,
    "Mutation.renewHold": _SPENDS_ELSEWHERE,
    "Mutation.settleHold": _SPENDS_ELSEWHERE,
    "Mutation.spendTokens": _SPENDS_ELSEWHERE,
    # What brings tokens into the caller's wallet, for money or not.
    "Mutation.cancelPurchase": _BUYS,
    "Mutation.cancelSubscription": _BUYS,
    "Mutation.changeSubscription": _BUYS,
    "Mutation.claim": _BUYS,
    "Mutation.purchase": _BUYS,
    "Mutation.resumeFirstPayment": _BUYS,
    "Mutation.resumePurchase": _BUYS,
    "Mutation.resumeSubscription": _BUYS,
    "Mutation.startCheckout": _BUYS,
    "Mutation.subscribe": _BUYS,
    "Mutation.verifyRazorpayPayment": _BUYS,
    # What is charged while nobody is there needs a person.
    "Mutation.createBillingPortalSession": _CHARGES_LATER,
    "Mutation.removeSavedCard": _CHARGES_LATER,
    "Mutation.setAutoTopUp": _CHARGES_LATER,
    "Mutation.startCardSetup": _CHARGES_LATER,
    "Mutation.stopAutoTopUp": _CHARGES_LATER,
    # Keys spend and buy, so whoever makes one must be there. What a shared conversation costs, its writers pay.
    "Mutation.createApiKey": _CHARGES_LATER,
    "Mutation.shareConversation": _CHARGES_LATER,
    # Who spends from a team's wallet, how much, and who decides about it.
    "Mutation.acceptTeamInvitation": _CHARGES_LATER,
    "Mutation.closeTeam": _CHARGES_LATER,
    "Mutation.createTeam": _CHARGES_LATER,
    "Mutation.inviteTeamMember": _CHARGES_LATER,
    "Mutation.setTeamMemberCaps": _CHARGES_LATER,
    "Mutation.setTeamMemberRole": _CHARGES_LATER,
    "Mutation.transferTeam": _CHARGES_LATER,
    "Query.team": _READS_ACCOUNT,
    "Query.teams": _READS_ACCOUNT,
    # One call sends one mail.
    "Mutation.sendVerificationEmail": _CHARGES_LATER,
    # Tells other systems once what they missed.
    "Mutation.replayWebhookDeliveries": _ADMINISTERS,
    # What gives money or tokens back, takes them, or says what things cost.
    "Mutation.createPackage": _ADMINISTERS,
    "Mutation.createPlan": _ADMINISTERS,
    "Mutation.createPromoCode": _ADMINISTERS,
    "Mutation.cancelBulkGrant": _ADMINISTERS,
    "Mutation.debitTokens": _ADMINISTERS,
    "Mutation.decideDispute": _ADMINISTERS,
    "Mutation.grantTokens": _ADMINISTERS,
    "Mutation.refundInvoice": _ADMINISTERS,
    "Mutation.refundPayment": _ADMINISTERS,
    "Mutation.removeModelOverride": _ADMINISTERS,
    "Mutation.resolveReview": _ADMINISTERS,
    "Mutation.setAutoRefill": _ADMINISTERS,
    "Mutation.restorePackage": _ADMINISTERS,
    "Mutation.restorePlan": _ADMINISTERS,
    "Mutation.retirePackage": _ADMINISTERS,
    "Mutation.retirePlan": _ADMINISTERS,
    "Mutation.setBalance": _ADMINISTERS,
    "Mutation.setModelOverride": _ADMINISTERS,
    "Mutation.startBulkGrant": _ADMINISTERS,
    "Mutation.updatePackage": _ADMINISTERS,
    "Mutation.updatePlan": _ADMINISTERS,
    "Mutation.updatePromoCode": _ADMINISTERS,
    "Query.catalogPackages": _ADMINISTERS,
    "Query.catalogPlans": _ADMINISTERS,
    "Query.auditLog": _ADMINISTERS,
    "Query.modelOverrides": _ADMINISTERS,
    "Query.packageHistory": _ADMINISTERS,
    "Query.planHistory": _ADMINISTERS,
    "Query.priceVersions": _ADMINISTERS,
    "Query.promoCodes": _ADMINISTERS,
    "Query.user": _ADMINISTERS,
    "Query.users": _ADMINISTERS,
}
