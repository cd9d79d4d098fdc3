"""Signs webhook bodies as Stripe does (https://docs.stripe.com/webhooks/signature).

Written from the documentation and not with Stripe's SDK, so that the two check each other in the tests.
"""

import hashlib
import hmac

__all__ = ["signature_header"]


def signature_header(body: bytes, secret: str, timestamp: int) -> str:
    """The value of `Stripe-Signature` for a body sent at `timestamp` (Unix seconds)."""
    signed = str(timestamp).encode("ascii") + b"." + body
    digest = hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"
