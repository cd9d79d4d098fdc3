"""Signs as Razorpay does. Written from its documentation and not with its SDK, so that the two check each other.

https://razorpay.com/docs/webhooks/validate-test
"""

import hashlib
import hmac
import json
from typing import Any

__all__ = ["packed", "payment_signature", "webhook_signature"]


def webhook_signature(body: bytes, secret: str) -> str:
    """The value of `X-Razorpay-Signature`."""
    return hmac.new(secret.encode("utf-8"), body, hashlib.sha256).hexdigest()


def payment_signature(order_id: str, payment_id: str, key_secret: str) -> str:
    """`razorpay_signature`, which Razorpay's checkout hands to the payer's browser."""
    return webhook_signature(f"{order_id}|{payment_id}".encode(), key_secret)


def packed(event: dict[str, Any], secret: str) -> tuple[bytes, dict[str, str]]:
    """The body and the headers with which a stored event is sent."""
    body = json.dumps(event["body"]).encode("utf-8")
    return body, {
        "content-type": "application/json",
        "user-agent": "Razorpay-Webhook/v1 (simulated)",
        "x-razorpay-event-id": event["id"],
        "x-razorpay-signature": webhook_signature(body, secret),
    }
