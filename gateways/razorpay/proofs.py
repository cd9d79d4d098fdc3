"""What Razorpay's checkout hands to a payer's browser: the id of the payment, and a signature of it and its order."""

from gateways.razorpay.signature import verify_payment_signature

__all__ = ["RazorpayProofs"]


class RazorpayProofs:
    """`PayerProofs` of Razorpay: HMAC-SHA256 of `order_id|payment_id` with the key secret."""

    def __init__(self, key_secret: str) -> None:
        self._key_secret = key_secret

    def check(self, reference: str, attempt: str, signature: str) -> None:
        """See `PayerProofs`."""
        verify_payment_signature(reference, attempt, signature, secret=self._key_secret)
