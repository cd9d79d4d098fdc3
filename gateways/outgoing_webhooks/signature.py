"""Signs a message as Standard Webhooks says, with every secret that is good now.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme".
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

__all__ = ["signature_headers"]


def signature_headers(secrets: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; `timestamp` is when the message is sent, in whole Unix seconds."""
    signed = b".".join((message_id.encode("ascii"), str(timestamp).encode("ascii"), body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode("ascii")
