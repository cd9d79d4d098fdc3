"""What a payer is told of a declined payment: a code that never changes, a sentence, and whether to try again."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateways.declines import DeclineCode, decline_code_of

__all__ = ["SENTENCES", "Decline", "explain_decline"]

SENTENCES: Mapping[DeclineCode, str] = {
    DeclineCode.ACCOUNT_INVALID: "This card or account cannot be used; ask your bank, or pay another way.",
    DeclineCode.AMOUNT_NOT_ALLOWED: "This amount cannot be paid this way; choose another package or way to pay.",
    DeclineCode.AUTHENTICATION_FAILED: "Your bank could not confirm that it is you; try again.",
    DeclineCode.AUTHENTICATION_REQUIRED: "Your bank wants to confirm that it is you; pay again and follow its steps.",
    DeclineCode.BANK_UNAVAILABLE: "Your bank does not answer right now; try again in a few minutes.",
    DeclineCode.BILLING_ADDRESS_WRONG: "The tax cannot be told by the billing address; start again with another.",
    DeclineCode.CARDHOLDER_WRONG: "The cardholder's name does not match; check it and try again.",
    DeclineCode.CARD_EXPIRED: "This card has expired; use another one.",
    DeclineCode.CARD_NOT_SUPPORTED: "This card cannot be used for this purchase; use another one.",
    DeclineCode.CARD_NUMBER_WRONG: "The card's number or details are wrong; check them and try again.",
    DeclineCode.CARD_REPLACED: "Your bank has replaced this card; use the new one.",
    DeclineCode.CONTACT_BANK: "Your bank declined the payment; only your bank can say why. Or pay another way.",
    DeclineCode.CURRENCY_NOT_SUPPORTED: "This card or account cannot pay in this currency; use another one.",
    DeclineCode.DUPLICATE_PAYMENT: "The same amount was paid just before; look at your purchases first.",
    DeclineCode.EXPIRY_DATE_WRONG: "The card's expiry date is wrong; check it and try again.",
    DeclineCode.INSUFFICIENT_FUNDS: "There is not enough money on this card or account; use another one.",
    DeclineCode.LIMIT_EXCEEDED: "This is above a limit of your card or account; wait a day, or pay another way.",
    DeclineCode.METHOD_UNAVAILABLE: "This way to pay cannot be used here; choose another one.",
    DeclineCode.PAYER_CANCELLED: "The payment was cancelled before it was complete; try again when you like.",
    DeclineCode.PAYMENT_DECLINED: "The payment was declined; use another card or way to pay.",
    DeclineCode.PAYMENT_TIMED_OUT: "The payment was not completed in time; try again.",
    DeclineCode.PIN_REQUIRED: "This card or account needs a PIN that cannot be given here; pay another way.",
    DeclineCode.PIN_WRONG: "The PIN is wrong; try again.",
    DeclineCode.POSTAL_CODE_WRONG: "The address or postal code does not match the card; check it and try again.",
    DeclineCode.SECURITY_CODE_WRONG: "The card's security code is wrong; check it and try again.",
    DeclineCode.SHOP_NOT_READY: "This shop cannot take this payment at the moment; nothing is wrong with your card.",
    DeclineCode.START_AGAIN: "This payment cannot go on; start a new purchase.",
    DeclineCode.TEST_CARD: "Test cards do not pay here; use a real card.",
    DeclineCode.TOO_MANY_TRIES: "It was tried too often with this card; use another one.",
    DeclineCode.TRY_AGAIN: "The payment could not be processed; try again in a few minutes.",
    DeclineCode.WALLET_DETAILS_WRONG: "Your payment app's address or phone number is wrong; check it and try again.",
}

_RETRY_HELPS = frozenset(
    {
        DeclineCode.AUTHENTICATION_FAILED,
        DeclineCode.AUTHENTICATION_REQUIRED,
        DeclineCode.BANK_UNAVAILABLE,
        DeclineCode.CARDHOLDER_WRONG,
        DeclineCode.CARD_NUMBER_WRONG,
        DeclineCode.EXPIRY_DATE_WRONG,
        DeclineCode.PAYER_CANCELLED,
        DeclineCode.PAYMENT_TIMED_OUT,
        DeclineCode.PIN_WRONG,
        DeclineCode.POSTAL_CODE_WRONG,
        DeclineCode.SECURITY_CODE_WRONG,
        DeclineCode.TRY_AGAIN,
        DeclineCode.WALLET_DETAILS_WRONG,
    }
)


@dataclass(frozen=True, slots=True)
class Decline:
    """`retry_helps`: whether the same card or account may pay at another try; else another one is needed."""

    code: DeclineCode
    message: str
    retry_helps: bool


def explain_decline(gateway_code: str) -> Decline:
    """What to tell of a gateway's code. Its own sentence is not passed on: it may say what a payer must not hear."""
    code = decline_code_of(gateway_code)
    return Decline(code, SENTENCES[code], code in _RETRY_HELPS)
