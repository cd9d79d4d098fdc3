"""What an export holds. Every model stands here or in `left_out.py`; a test compares with `models.ALL`.

Fields are named one by one, so that nothing secret comes along by itself: hashes of passwords and tokens, idempotency
keys, who else has a part in something.
"""

from dataclasses import dataclass

import models
from services.export.reading import (
    Reader,
    messages_written,
    of_conversations,
    of_invoices,
    of_payments,
    of_subscriptions,
    rows_of,
    team_charges,
)

__all__ = ["MODELS", "SECTIONS", "Section"]


@dataclass(frozen=True, slots=True)
class Section:
    """One file of an export, of one model."""

    model: str
    """The collection's class, by name."""
    file: str
    what: str
    """For whoever reads the export."""
    fields: str
    """Separated by blanks, as they are stored."""
    read: Reader

    @property
    def field_names(self) -> list[str]:
        """`fields`, one by one."""
        return self.fields.split()


_mine = rows_of("user_id")
_MESSAGE = (
    "id conversation_id position branch parent_id role author_id content attachments model_id requested_model_id "
    "parameters usage finish_reason removed_at created_at"
)
_CONSENT = "terms.threshold_tokens terms.package_id terms.currency terms.monthly_cap terms.gateway"

SECTIONS: list[Section] = [
    Section(
        "User",
        "profile",
        "Your account and your preferences.",
        "id email email_verified_at name avatar_url role status wallet_id referral_code preferences "
        "guest.used_at guest.signed_up_at created_at last_seen_at",
        rows_of("_id"),
    ),
    Section(
        "Session",
        "sessions",
        "Where you are or were signed in.",
        "id device network created_at refreshed_at expires_at revoked_at revoked_reason",
        _mine,
    ),
    Section(
        "ApiKey",
        "api_keys",
        "Your API keys, without their secrets.",
        "id name prefix scopes created_at expires_at revoked_at last_used_at",
        _mine,
    ),
    Section(
        "ExternalIdentity",
        "identity_providers",
        "Other services by which you sign in here.",
        "provider subject email linked_at unlinked_at deleted_at",
        _mine,
    ),
    Section(
        "Conversation",
        "conversations",
        "Your conversations.",
        "id title models message_count total_tokens total_cost last_message_at branches shown_branch created_at",
        rows_of("user_id", deleted_at=None),
    ),
    Section(
        "Message",
        "messages",
        "What was written in them, with what is known of images. Images themselves are not stored.",
        _MESSAGE,
        of_conversations("conversation_id", order="position"),
    ),
    Section(
        "Message",
        "messages_elsewhere",
        "What you wrote, and had answered, in conversations that others shared with you.",
        _MESSAGE,
        messages_written,
    ),
    Section(
        "MessageFlag",
        "flags",
        "Messages that you asked an admin to look at.",
        "message_id conversation_id category reason at",
        _mine,
    ),
    Section(
        "ConversationShare",
        "shares",
        "With how many people you share which conversation; who they are is theirs.",
        "id conversation_id access created_at accepted_at expires_at ended_at",
        of_conversations("conversation_id"),
    ),
    Section(
        "ConversationShare",
        "shared_with_me",
        "Conversations that others share with you.",
        "id conversation_id access accepted_at",
        _mine,
    ),
    Section(
        "TeamMember",
        "teams",
        "Teams that you are or were in, and what of their tokens you used; who else is in them is theirs.",
        "team_id role joined_at left_at daily_cap monthly_cap day day_tokens month month_tokens",
        _mine,
    ),
    Section(
        "TeamInvitation",
        "team_invitations_sent",
        "Invitations to teams that you sent and that are open, or were until yesterday.",
        "id team_id email role created_at expires_at over_at",
        rows_of("invited_by"),
    ),
    Section(
        "LedgerEntry",
        "team_usage",
        "What you used of the tokens of teams.",
        "wallet at usage",
        team_charges,
    ),
    Section(
        "Ticket",
        "tickets",
        "Tickets that you had generated.",
        "id asked title description acceptance_criteria priority labels model_id usage created_at",
        _mine,
    ),
    Section(
        "Payment",
        "payments",
        "What you bought, with refunds, disputes and the message of a gift that you sent. Amounts are minor units.",
        "id package_id team_id quantity tokens bonus_tokens subtotal discounts amount tax_behavior tax_amount "
        "promo_code gift.message currency method gateway gateway_reference gateway_customer saved_card "
        "save_card_consent_at kind status failure created_at credited_at gateway_receipt.url reversal.refunds "
        "reversal.disputes",
        _mine,
    ),
    Section(
        "Payment",
        "gifts_received",
        "Tokens that others gave you; who they are is theirs.",
        "id tokens gift.message credited_at",
        rows_of("gift.receiver_user_id", credited_at={"$type": "date"}),
    ),
    Section(
        "Receipt", "receipts", "The numbers of your receipts.", "id payment_id issued_at", of_payments("payment_id")
    ),
    Section(
        "Refund",
        "refunds",
        "Refunds of your payments that were asked for here.",
        "id payment_id amount currency progress created_at",
        of_payments("payment_id"),
    ),
    Section(
        "Refund",
        "refunds_of_subscriptions",
        "The same, of your subscriptions' invoices.",
        "id invoice_id amount currency progress created_at",
        of_invoices("invoice_id"),
    ),
    Section(
        "PromoRedemption",
        "promo_redemptions",
        "Which of your payments has or had a promo code.",
        "id state created_at",
        of_payments("_id"),
    ),
    Section(
        "FirstPurchase",
        "first_purchase",
        "Whether you had the discount of a first purchase.",
        "payment_id created_at used_at",
        rows_of("_id"),
    ),
    Section(
        "Referral",
        "referred",
        "What you got because somebody referred you.",
        "payment_id referred_tokens created_at rewarded_at taken_back_at",
        rows_of("_id"),
    ),
    Section(
        "Referral",
        "referrals",
        "What you got because you referred somebody; who they are is theirs.",
        "referrer_tokens created_at rewarded_at taken_back_at",
        rows_of("referrer_user_id"),
    ),
    Section(
        "Subscription",
        "subscriptions",
        "Plans that you have or had.",
        "id plan_id next_plan_id currency interval terms gateway gateway_reference customer_reference status "
        "cancel_at_period_end period_start period_end paid_until ended_at created_at",
        _mine,
    ),
    Section(
        "SubscriptionChange",
        "subscription_changes",
        "What you asked to change about them.",
        "id subscription_id kind plan_id status failure created_at",
        _mine,
    ),
    Section(
        "SubscriptionInvoice",
        "subscription_invoices",
        "What you paid for them, with refunds and disputes.",
        "id subscription_id kind plan_id amount currency tokens period_start period_end tokens_expire_at paid_at "
        "granted_at reversal.refunds reversal.disputes",
        of_subscriptions("subscription_id"),
    ),
    Section(
        "AutoTopUp",
        "auto_top_up",
        "Your auto top-up as it stands.",
        f"{_CONSENT} consent_at state reason failures month spent",
        _mine,
    ),
    Section(
        "AutoTopUpChange",
        "auto_top_up_changes",
        "What you agreed to about it, and when.",
        f"{_CONSENT} revision enabled consent_version at",
        _mine,
    ),
    Section(
        "CardSetup",
        "card_setups",
        "When you agreed that a card is kept. Cards stand at the gateway.",
        "gateway consent_at consent_version",
        _mine,
    ),
    Section(
        "Customer", "customers", "Who you are at payment gateways.", "gateway livemode reference created_at", _mine
    ),
    Section(
        "LedgerEntry",
        "ledger",
        "Your wallet from its beginning: every movement of tokens, and what each chat used.",
        "seq at kind reference hold changes usage",
        rows_of("wallet", wallet=True),
    ),
    Section(
        "LowBalance",
        "low_balance",
        "From when on you want to know that your tokens run low, and when they last did.",
        "threshold_tokens by_mail low notices low_at low_available low_held low_threshold",
        _mine,
    ),
    Section(
        "Allowance",
        "allowance",
        "What of your plan's limits is used.",
        "day requests month tokens",
        rows_of("_id"),
    ),
]


MODELS = {model.__name__: model for model in models.ALL}
"""By name."""
