"""Payments: what was offered to whom, frozen at creation, and how far it has come."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import BaseModel, Field

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id
from models.payment_indexes import payment_indexes
from models.reversal import Reversal


class PaymentMethod(StrEnum):
    """A way to pay that a person chooses."""

    CARD = "card"
    WECHAT_PAY = "wechat_pay"
    ALIPAY = "alipay"
    BITCOIN = "bitcoin"
    GOOGLE_PAY = "google_pay"
    APPLE_PAY = "apple_pay"
    UPI = "upi"
    NETBANKING = "netbanking"


class PaymentStatus(StrEnum):
    """Where a payment stands. The ledger, not this, says whether tokens were credited."""

    PENDING = "pending"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


class DiscountKind(StrEnum):
    """Why a payment costs less than its subtotal."""

    VOLUME = "volume"
    FIRST_PURCHASE = "first_purchase"
    PROMO = "promo"


class PaymentDiscount(BaseModel):
    """One line of what was taken off. `amount` is above zero, in minor units of the payment's currency."""

    kind: DiscountKind
    code: str | None = None
    """The promo code, for a discount of that kind."""
    amount: Int64Amount


class PaymentGift(BaseModel):
    """Who gets the tokens, where that is not the payer. Their wallet is the payment's."""

    receiver_user_id: str
    message: str | None = None


class PaymentKind(StrEnum):
    """Where the payer pays."""

    INTENT = "intent"
    """On a page of the client's, with the gateway's form in it."""
    CHECKOUT = "checkout"
    """On the gateway's hosted page."""
    SAVED_CARD = "saved_card"
    """Nowhere: auto top-up charges a saved card."""


class TaxBehavior(StrEnum):
    """How tax goes with a price."""

    EXCLUSIVE = "exclusive"
    """It is added to the price."""
    INCLUSIVE = "inclusive"
    """It is a part of the price."""


class PaymentFailure(BaseModel):
    """Why the gateway refused: its stable code and a sentence."""

    code: str
    message: str


class PaymentFlag(BaseModel):
    """Something about a payment that an admin must look at."""

    code: str
    detail: str
    event_id: str | None = None
    at: UtcDatetime
    resolved_at: UtcDatetime | None = None
    """When an admin decided about it; None while it waits for that."""
    decision: str | None = None


class GatewayReceipt(BaseModel):
    """The gateway's own receipt of a payment, as it was last asked for."""

    url: str
    read_at: UtcDatetime


class Payment(Document):
    """One purchase of one package, once or several times. All that was quoted, wallet and payee never change."""

    id: str = Field(default_factory=lambda: new_id("pay"))  # type: ignore[assignment]
    user_id: str
    wallet_id: str
    """The wallet that is credited, whatever happens later: `payment:<id>` always meets the same one."""
    client_key: str
    """The caller's idempotency key; unique for the user."""
    input_hash: str
    """SHA-256 of what was asked for; the same key with other input is refused."""
    package_id: str
    quantity: int = 1
    """How many of the package."""
    tokens: Int64Amount
    """What is bought, of all packages together; credited once it is paid."""
    bonus_tokens: Int64Amount = Int64(0)
    """What a promo code adds, granted after the credit by an entry of its own."""
    bonus_refused_at: UtcDatetime | None = None
    """When the ledger refused the bonus for good; then none of it is owed, and none is taken back."""
    subtotal: Int64Amount | None = None
    """What the packages cost before discounts, in minor units; None, where nothing was discounted, says `amount`."""
    discounts: list[PaymentDiscount] = []
    amount: Int64Amount
    """What the payer is charged before tax is added, in minor units of `currency`: the subtotal less the discounts."""
    tax_behavior: TaxBehavior | None = None
    """How the gateway taxes it; None where nothing is taxed, and for payments older than this field."""
    tax_amount: Int64Amount = Int64(0)
    """The tax, in minor units; known once the gateway has worked it out."""
    tax_calculation: str | None = None
    """The gateway's id of what worked the tax out before anybody pays; None where the hosted page does that."""
    first_purchase: bool = False
    """Whether it has the first-purchase discount, which is then taken up until the payment ends unpaid."""
    promo_code: str | None = None
    """The promo code that has an effect here, normalised; taken up until the payment ends unpaid."""
    secured_at: UtcDatetime | None = None
    """When it was made sure, before its credit, that its code and discount are its own. Never with the next one."""
    denied_at: UtcDatetime | None = None
    """When it was paid after it had given them back, and they were to be had no more: it is never credited, and its
    money goes back.
    """
    gift: PaymentGift | None = None
    team_id: str | None = None
    """The team whose wallet is credited; None: the buyer's own, or that of who gets the gift."""
    currency: str
    """ISO 4217, upper case."""
    method: PaymentMethod
    gateway: str
    gateway_reference: str | None = None
    """The gateway's id of this payment: a PaymentIntent id for Stripe."""
    livemode: bool
    kind: PaymentKind = PaymentKind.INTENT
    checkout_reference: str | None = None
    """The gateway's id of the hosted page, for that kind; its `gateway_reference` is known once somebody pays."""
    gateway_customer: str | None = None
    """The gateway's id of the payer, where it was told one."""
    saved_card: str | None = None
    """The gateway's id of the card that is charged, for that kind."""
    save_card_consent_at: UtcDatetime | None = None
    """When the payer agreed that the card is kept for payments without them; None when they were not asked."""
    status: PaymentStatus = PaymentStatus.PENDING
    status_at: UtcDatetime | None = None
    """When, by the gateway's clock, the event happened that set the status; older events change nothing any more."""
    failure: PaymentFailure | None = None
    flags: list[PaymentFlag] = []
    """At most 20; further ones are only logged."""
    created_at: UtcDatetime
    expires_at: UtcDatetime
    open: bool = True
    """Whether it may still be paid: false once it is credited, cancelled, or was refused at creation."""
    slot: int | None = None
    """Which of the user's places for unpaid payments it takes while it is open; none is taken twice."""
    next_check_at: UtcDatetime
    """When a sweeper asks the gateway about it, while it is open."""
    credited_at: UtcDatetime | None = None
    """When the ledger says that its tokens were granted."""
    gateway_receipt: GatewayReceipt | None = None
    """Kept so that the gateway is not asked for it again at each look."""
    cancel_key: str | None = None
    """The caller's idempotency key of the cancellation; unique for the user."""
    verify_key: str | None = None
    """The caller's idempotency key of the first verification that held; unique for the user."""
    verify_hash: str | None = None
    """SHA-256 of what was verified; the same key with other input is refused."""
    payer_wallet_id: str | None = None
    """The wallet of whoever pays, frozen like the other one: it bears what a refunded gift's receiver has spent."""
    reversal: Reversal | None = None
    """Refunds and disputes, and what they did to the tokens; None while there were none."""
    follow_up_at: UtcDatetime | None = None
    """When a sweeper looks, once it has ended, whether what follows is done: promo codes and discounts given back, or
    bonus and referral tokens granted. None when nothing is left to do.
    """
    reversal_due_at: UtcDatetime | None = None
    """When a sweeper looks whether all steps of the reversal stand in the ledger; None when they do."""

    @property
    def total(self) -> int:
        """What the payer is charged, tax included, in minor units, as far as it is known."""
        return self.amount if self.tax_behavior is TaxBehavior.INCLUSIVE else self.amount + self.tax_amount

    class Settings:
        name = "payments"
        indexes: ClassVar = payment_indexes(saved_card=PaymentKind.SAVED_CARD.value)
