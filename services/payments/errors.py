"""What buying refuses, and what it cannot know.

TokentillError
├── PaymentError
│   ├── CurrencyNotOfferedError         the package has no price in this currency
│   ├── PaymentMethodUnavailableError   this way to pay cannot be used for this package
│   ├── CheckoutNotOfferedError         the gateway for this price has no page of its own
│   ├── ReturnUrlNotAllowedError        payers may not be sent to this address
│   ├── BillingAddressRequiredError     tax is worked out here, and the payer's address is missing
│   ├── BillingAddressUnknownError      the gateway cannot tell by the payer's address which tax is due
│   ├── TaxUnavailableError             tax cannot be worked out right now; the same key goes on where it stopped
│   ├── PaymentRefusedError             the gateway will not collect this payment
│   ├── PaymentNotOpenError             the payment can no longer be paid
│   ├── PaymentNotResumableError        it is not paid in a client's page
│   ├── PaymentNotCancellableError      the payment was paid, or is just being paid
│   ├── PaymentNotVerifiableError       its gateway hands out no signature that a payer could bring
│   ├── PaymentSignatureInvalidError    the signature is not the gateway's for this payment
│   ├── TooManyOpenPaymentsError        the user's unpaid payments are at their limit
│   ├── GiftReceiverUnknownError        nobody can receive a gift under this e-mail or id
│   ├── GiftToSelfError                 the receiver is the giver
│   ├── GatewayUnreachableError         the gateway does not answer; the same key goes on where it stopped
│   └── PaymentsUnavailableError        our database does not answer; the same key goes on where it stopped
├── IdempotencyConflictError            the key was used for other input (services/ledger/errors.py)
└── PackageNotFoundError                no package has this id (services/catalog/errors.py)
"""

from messages import ApiName, Phrase
from models.payment import PaymentFailure, PaymentMethod, PaymentStatus
from services.errors import TokentillError
from services.payments.declines import explain_decline

__all__ = [
    "BillingAddressRequiredError",
    "BillingAddressUnknownError",
    "CheckoutNotOfferedError",
    "CurrencyNotOfferedError",
    "GatewayUnreachableError",
    "GiftReceiverUnknownError",
    "GiftToSelfError",
    "PaymentError",
    "PaymentMethodUnavailableError",
    "PaymentNotCancellableError",
    "PaymentNotOpenError",
    "PaymentNotResumableError",
    "PaymentNotVerifiableError",
    "PaymentRefusedError",
    "PaymentSignatureInvalidError",
    "PaymentsUnavailableError",
    "ReturnUrlNotAllowedError",
    "TaxUnavailableError",
    "TooManyOpenPaymentsError",
]


class PaymentError(TokentillError):
    """A purchase or cancellation that did not happen, or is not known to have."""


class CurrencyNotOfferedError(PaymentError):
    """The package has no price in the currency that was asked for."""

    code = "CURRENCY_NOT_OFFERED"

    def __init__(self, currency: str) -> None:
        self.currency = currency
        super().__init__(Phrase("This package has no price in {currency}.", currency=currency))


class PaymentMethodUnavailableError(PaymentError):
    """This way to pay cannot be used for this package; `reason` is the gateway's sentence."""

    code = "PAYMENT_METHOD_UNAVAILABLE"

    def __init__(self, method: PaymentMethod, reason: str) -> None:
        self.method = method
        self.reason = reason
        super().__init__(Phrase("This payment method cannot be used here. {reason}", reason=reason))


class CheckoutNotOfferedError(PaymentError):
    """The gateway that takes this price has no hosted page; use `purchase`."""

    code = "CHECKOUT_NOT_OFFERED"

    def __init__(self) -> None:
        super().__init__("There is no payment page for this price; pay it in the shop instead.")


class ReturnUrlNotAllowedError(PaymentError):
    """Payers are sent to addresses of the shop only, as its settings list them. `field` is the argument's name."""

    code = "RETURN_URL_NOT_ALLOWED"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(Phrase("{field} must be an address of this shop.", field=ApiName(field)))


class BillingAddressRequiredError(PaymentError):
    """Tax is worked out here by the payer's address, which is missing. Nothing was done."""

    code = "BILLING_ADDRESS_REQUIRED"

    def __init__(self) -> None:
        super().__init__("Tax is due here: send billingAddress, with the country and the postal code at least.")


class BillingAddressUnknownError(PaymentError):
    """The gateway cannot tell by this address which tax is due. The payment is FAILED; nothing was charged."""

    code = "BILLING_ADDRESS_UNKNOWN"

    def __init__(self) -> None:
        super().__init__(
            "The tax cannot be told by this billing address; complete or correct it and start again with a new key."
        )


class TaxUnavailableError(PaymentError):
    """Tax cannot be worked out right now. The same call with the same key goes on where this one stopped."""

    code = "TAX_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The tax cannot be worked out right now; try again with the same key.")


class PaymentRefusedError(PaymentError):
    """The gateway will not collect this payment; it is FAILED. `failure` has the gateway's code."""

    code = "PAYMENT_REFUSED"

    def __init__(self, payment_id: str, failure: PaymentFailure) -> None:
        self.payment_id = payment_id
        self.failure = failure
        super().__init__(Phrase("The payment was refused. {reason}", reason=explain_decline(failure.code).message))


class PaymentNotOpenError(PaymentError):
    """The payment was cancelled, has expired, or is not known to the gateway any more."""

    code = "PAYMENT_NOT_OPEN"

    def __init__(self) -> None:
        super().__init__("This payment can no longer be paid; start a new purchase with a new key.")


class PaymentNotResumableError(PaymentError):
    """The payment is paid on the gateway's hosted page, or charged to a saved card: nothing is handed out for it."""

    code = "PAYMENT_NOT_RESUMABLE"

    def __init__(self) -> None:
        super().__init__("This payment is not paid here: it has a page of its own, or is charged to a saved card.")


class PaymentNotCancellableError(PaymentError):
    """The payment was paid, or is just being paid. `status` is where it stands."""

    code = "PAYMENT_NOT_CANCELLABLE"

    def __init__(self, status: PaymentStatus) -> None:
        self.status = status
        super().__init__(
            Phrase(
                "This payment can not be cancelled any more; its status is {status}.",
                status=status.value.replace("_", " "),
            )
        )


class PaymentNotVerifiableError(PaymentError):
    """The payment's gateway hands out no signature that a payer could bring; its events tell of the payment."""

    code = "PAYMENT_NOT_VERIFIABLE"

    def __init__(self) -> None:
        super().__init__("This payment needs no verification; it is completed when the payment service reports it.")


class PaymentSignatureInvalidError(PaymentError):
    """The signature is not the gateway's for this payment. Nothing was changed, and nothing is known by it."""

    code = "PAYMENT_SIGNATURE_INVALID"

    def __init__(self) -> None:
        super().__init__("The signature does not belong to this payment. If you have paid, it is completed by itself.")


class TooManyOpenPaymentsError(PaymentError):
    """The user's unpaid payments are at their limit."""

    code = "TOO_MANY_OPEN_PAYMENTS"
    retryable = True

    def __init__(self, limit: int) -> None:
        super().__init__(
            Phrase("You have {limit} unpaid payments; pay or cancel one first, or wait until one expires.", limit=limit)
        )


class GiftReceiverUnknownError(PaymentError):
    """Nobody can receive a gift under this e-mail or id. Told alike for nobody and for a suspended account."""

    code = "GIFT_RECEIVER_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("Nobody can receive a gift under this e-mail address or id.")


class GiftToSelfError(PaymentError):
    """The receiver is the giver: that is an ordinary purchase."""

    code = "GIFT_TO_SELF"

    def __init__(self) -> None:
        super().__init__("This is your own account; buy the package without naming a receiver.")


class GatewayUnreachableError(PaymentError):
    """The payment gateway does not answer. The same call with the same key goes on where this one stopped."""

    code = "GATEWAY_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The payment service does not answer right now; try again with the same key.")


class PaymentsUnavailableError(PaymentError):
    """Our database does not answer. The same call with the same key goes on where this one stopped."""

    code = "PAYMENTS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Payments cannot be read or stored right now; try again with the same key.")
