"""Who calls: a secret key, or a publishable key (https://docs.stripe.com/api/authentication)."""

import base64
import binascii

from starlette.requests import Request

from gateways.simulated.errors import ApiError
from gateways.simulated.options import Options

__all__ = ["authenticate", "require_secret"]


def authenticate(request: Request, options: Options, form_key: str | None) -> bool:
    """Whether the key is a publishable one; raises ApiError 401 when it is none of ours.

    The key comes as a bearer token, as the user of Basic authentication, or, from a browser, as the field `key`.
    """
    key = _key_of(request.headers.get("authorization", "")) or form_key or ""
    if options.accepts_secret(key):
        return False
    if options.accepts_publishable(key):
        return True
    if not key:
        raise ApiError(401, "invalid_request_error", "You did not provide an API key.")
    if key.startswith(("sk_live_", "rk_live_", "pk_live_")):
        raise ApiError(401, "invalid_request_error", "This is a simulated Stripe: never give it a live key.")
    raise ApiError(401, "invalid_request_error", f"Invalid API Key provided: {key[:8]}****")


def require_secret(*, publishable: bool) -> None:
    """Refuse a publishable key where only the shop may call."""
    if publishable:
        message = "This API call cannot be made with a publishable API key. Please use a secret API key."
        raise ApiError(403, "invalid_request_error", message, code="secret_key_required")


def _key_of(header: str) -> str | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return None
    try:
        user = base64.b64decode(value, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user.partition(":")[0]
