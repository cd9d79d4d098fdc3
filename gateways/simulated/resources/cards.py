"""Stripe's test cards and what becomes of a payment with each (https://docs.stripe.com/testing).

A card is known by its last four digits, so that a stored PaymentMethod needs nothing that Stripe's does not have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = [
    "AUTHENTICATION_REQUIRED",
    "Card",
    "Decline",
    "by_number",
    "by_test_id",
    "decline_of",
    "dispute_of",
    "needs_action",
    "needs_owner",
    "refund_waits",
    "refused_when_saved",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A test card."""

    number: str
    brand: str = "visa"
    funding: str = "credit"
    country: str = "US"


@dataclass(frozen=True, slots=True)
class Decline:
    """Why a bank refuses: Stripe's `code`, its `decline_code` where it gives one, its sentence."""

    code: str
    message: str
    decline_code: str | None = None
    param: str | None = None

    @property
    def error(self) -> dict[str, Any]:
        """As `last_payment_error` has it, without the payment method."""
        error = {
            "code": self.code,
            "decline_code": self.decline_code,
            "doc_url": f"https://docs.stripe.com/error-codes#{self.code.replace('_', '-')}",
            "message": self.message,
            "param": self.param,
            "type": "card_error",
        }
        return {name: value for name, value in error.items() if value is not None}


_DECLINED = "Your card was declined."


def _refused(decline_code: str, message: str = _DECLINED) -> Decline:
    return Decline("card_declined", message, decline_code)


_BY_TEST_ID: Mapping[str, Card] = MappingProxyType(
    {
        "pm_card_visa": Card("4242424242424242"),
        "pm_card_visa_debit": Card("4000056655665556", funding="debit"),
        "pm_card_mastercard": Card("5555555555554444", "mastercard"),
        "pm_card_mastercard_debit": Card("5200828282828210", "mastercard", "debit"),
        "pm_card_mastercard_prepaid": Card("5105105105105100", "mastercard", "prepaid"),
        "pm_card_amex": Card("378282246310005", "amex"),
        "pm_card_discover": Card("6011111111111117", "discover"),
        "pm_card_diners": Card("3056930009020004", "diners"),
        "pm_card_jcb": Card("3566002020360505", "jcb", country="JP"),
        "pm_card_unionpay": Card("6200000000000005", "unionpay", country="CN"),
        "pm_card_us": Card("4242424242424242"),
        "pm_card_cn": Card("4000001560000002", country="CN"),
        "pm_card_hk": Card("4000003440000004", country="HK"),
        "pm_card_authenticationRequired": Card("4000002760003184", country="DE"),
        "pm_card_authenticationRequiredOnSetup": Card("4000002500003155"),
        "pm_card_threeDSecure2Required": Card("4000000000003220"),
        "pm_card_threeDSecureRequired": Card("4000000000003063"),
        "pm_card_radarBlock": Card("4100000000000019"),
        "pm_card_chargeCustomerFail": Card("4000000000000341"),
        "pm_card_createDispute": Card("4000000000000259"),
        "pm_card_createDisputeProductNotReceived": Card("4000000000002685"),
        "pm_card_createDisputeInquiry": Card("4000000000001976"),
        "pm_card_pendingRefund": Card("4000000000007726"),
        "pm_card_refundFail": Card("4000000000005126"),
    }
)

_DECLINED_CARD = re.compile(r"pm_card_(?:visa_|mastercard_|amex_)?chargeDeclined(?P<reason>[A-Za-z]*)\Z")

_NUMBERS_BY_REASON: Mapping[str, str] = MappingProxyType(
    {
        "": "4000000000000002",
        "InsufficientFunds": "4000000000009995",
        "LostCard": "4000000000009987",
        "StolenCard": "4000000000009979",
        "ExpiredCard": "4000000000000069",
        "IncorrectCvc": "4000000000000127",
        "ProcessingError": "4000000000000119",
        "VelocityLimitExceeded": "4000000000006975",
        "Fraudulent": "4100000000000019",
    }
)

_DECLINES: Mapping[str, Decline] = MappingProxyType(
    {
        "4000000000000002": _refused("generic_decline"),
        "4000000000009995": _refused("insufficient_funds", "Your card has insufficient funds."),
        "4000000000009987": _refused("lost_card"),
        "4000000000009979": _refused("stolen_card"),
        "4000000000006975": _refused("card_velocity_exceeded"),
        "4100000000000019": _refused("fraudulent"),
        "4000000000000341": _refused("generic_decline"),
        "4000000000000069": Decline("expired_card", "Your card has expired.", param="exp_month"),
        "4000000000000127": Decline("incorrect_cvc", "Your card's security code is incorrect.", param="cvc"),
        "4000000000000119": Decline(
            "processing_error", "An error occurred while processing your card. Try again in a little bit."
        ),
    }
)

_DECLINED_ONCE_SAVED = "0341"
_FREE_ONCE_SAVED = "3155"
_WITH_ACTION = frozenset({"3184", "3155", "3220", "3063"})

_DISPUTES: Mapping[str, str] = MappingProxyType(
    {"0259": "fraudulent", "2685": "product_not_received", "1976": "inquiry:fraudulent"}
)
_PENDING_REFUND = "7726"

AUTHENTICATION_REQUIRED = Decline(
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
    "authentication_required",
)
"""What an off-session payment ends in when the bank asks for the person."""

_BY_NUMBER = {card.number: card for card in _BY_TEST_ID.values()} | {number: Card(number) for number in _DECLINES}
_DECLINES_BY_LAST4 = {(_BY_NUMBER[number].brand, number[-4:]): decline for number, decline in _DECLINES.items()}


def by_test_id(test_id: str) -> Card | None:
    """The card of an id such as `pm_card_visa` or `pm_card_visa_chargeDeclinedInsufficientFunds`."""
    if test_id in _BY_TEST_ID:
        return _BY_TEST_ID[test_id]
    declined = _DECLINED_CARD.match(test_id)
    number = _NUMBERS_BY_REASON.get(declined["reason"]) if declined else None
    return _BY_NUMBER[number] if number else None


def by_number(number: str) -> Card | None:
    """The test card of this number; every other number, a real one above all, gives None."""
    return _BY_NUMBER.get(number.replace(" ", ""))


def decline_of(method: Mapping[str, Any]) -> Decline | None:
    """Why the bank refuses this PaymentMethod, or None when it pays."""
    card = method.get("card")
    return _DECLINES_BY_LAST4.get((card["brand"], card["last4"])) if card and card["country"] == "US" else None


def refused_when_saved(method: Mapping[str, Any]) -> Decline | None:
    """Why the bank refuses that it is saved; one test card can be saved, and is declined only when it is charged."""
    decline = decline_of(method)
    return None if decline is not None and method["card"]["last4"] == _DECLINED_ONCE_SAVED else decline


def needs_owner(method: Mapping[str, Any]) -> bool:
    """Whether the bank refuses a payment while the card's owner is away; one test card must only have been saved."""
    card = method.get("card")
    saved = method.get("customer") is not None
    return needs_action(method) and not (saved and card is not None and card["last4"] == _FREE_ONCE_SAVED)


def needs_action(method: Mapping[str, Any]) -> bool:
    """Whether the bank asks for the person before it pays."""
    card = method.get("card")
    return card is not None and card["last4"] in _WITH_ACTION


def dispute_of(method: Mapping[str, Any]) -> str | None:
    """The reason for which a payment with this card is disputed at once, `inquiry:` before it for an inquiry."""
    card = method.get("card")
    return _DISPUTES.get(card["last4"]) if card else None


def refund_waits(details: Mapping[str, Any]) -> bool:
    """Whether a refund to this card is pending at first; `details` are the charge's."""
    card = details.get("card")
    return card is not None and card["last4"] == _PENDING_REFUND
