"""Whether Razorpay signed something: a webhook's body, or a payment with which a payer comes back.

https://razorpay.com/docs/webhooks/validate-test and
https://razorpay.com/docs/payments/server-integration/python/integration-steps. Neither carries a time, so an old one
stays valid: nothing is done for the signature alone, each only leads to asking Razorpay.
"""

from collections.abc import Mapping

from razorpay.errors import SignatureVerificationError
from razorpay.utility import Utility

from gateways.errors import EventMalformedError, SignatureInvalidError

__all__ = ["header_of", "verify_payment_signature", "verify_webhook_signature"]

_SIGNATURE_HEADER = "x-razorpay-signature"


def verify_webhook_signature(body: bytes, headers: Mapping[str, str], *, secret: str) -> None:
    """Check the signature over the raw body.

    Raises SignatureInvalidError, and EventMalformedError when the body is not UTF-8: Razorpay signs JSON.
    """
    signature = header_of(headers, _SIGNATURE_HEADER)
    if not signature:
        raise SignatureInvalidError("there is no X-Razorpay-Signature header")
    try:
        message = body.decode("utf-8")
    except UnicodeDecodeError:
        raise EventMalformedError("the body is not UTF-8") from None
    _verify(message, signature, secret, "the body is not signed with our webhook secret")


def verify_payment_signature(order_id: str, razorpay_payment_id: str, signature: str, *, secret: str) -> None:
    """Check what Razorpay's checkout handed to the payer's browser; raises SignatureInvalidError.

    `order_id` must be the one in our own record, never the browser's.
    """
    _verify(f"{order_id}|{razorpay_payment_id}", signature, secret, "the payment is not signed with our key")


def header_of(headers: Mapping[str, str], name: str) -> str | None:
    """The header `name`, given in lower case."""
    return next((value for each, value in headers.items() if each.lower() == name), None)


def _verify(message: str, signature: str, secret: str, refusal: str) -> None:
    valid = signature.isascii()  # the SDK's comparison, which takes constant time, raises TypeError on other characters
    if valid:
        try:
            Utility().verify_signature(message, signature, secret)
        except SignatureVerificationError:
            valid = False
    if not valid:  # raised out here so that no cause carries the message along
        raise SignatureInvalidError(refusal)
