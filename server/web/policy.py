"""What the web client's page may do, told to browsers with each answer. It runs no script and no style but ours.

Sources: Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/); for Stripe.js "Content security policy" in
https://docs.stripe.com/security/guide.
"""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from server.protection.headers import SECURITY_HEADERS
from settings import Settings

__all__ = ["FILE_HEADERS", "PagePolicy"]

FILE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        # A worker is bound by the policy of its own file.
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }
)

_STRIPE_SCRIPTS = ("https://js.stripe.com", "https://*.js.stripe.com")
_STRIPE_FRAMES = (*_STRIPE_SCRIPTS, "https://hooks.stripe.com")
_STRIPE_CALLS = ("https://api.stripe.com",)
_STRIPE_PAYS = "payment=(self {})".format(" ".join(f'"{each}"' for each in _STRIPE_SCRIPTS))
_NOBODY_PAYS = "payment=()"


class PagePolicy:
    """One for a process. Stripe's addresses are in it only where Stripe.js is used: not with the simulated Stripe."""

    def __init__(self, settings: Settings) -> None:
        self._stripe = not settings.uses_simulated_stripe
        scripts, frames, calls = (_STRIPE_SCRIPTS, _STRIPE_FRAMES, _STRIPE_CALLS) if self._stripe else ((), (), ())
        self._directives = {
            "default-src": ["'none'"],
            "script-src": ["'self'", "{nonce}", *scripts],
            "style-src": ["'self'", "{nonce}"],
            "img-src": ["'self'", "data:", "blob:", *settings.web_image_origins],
            "font-src": ["'self'"],
            "connect-src": ["'self'", _websocket_origin(settings.public_url), *calls],
            "worker-src": ["'self'"],
            "frame-src": [*frames] or ["'none'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": settings.web_frame_ancestors or ["'none'"],
        }

    def headers(self, nonce: str) -> dict[str, str]:
        """For a page in which scripts and styles of ours bear `nonce`."""
        directives = (f"{name} {' '.join(sources)}" for name, sources in self._directives.items())
        told = {
            "Content-Security-Policy": "; ".join(directives).replace("{nonce}", f"'nonce-{nonce}'"),
            "Cache-Control": "no-cache",
        }
        if self._stripe:
            # Wallets such as Google Pay open a window of their own, which must reach the frame that opened it.
            told["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
            told["Permissions-Policy"] = SECURITY_HEADERS["permissions-policy"].replace(_NOBODY_PAYS, _STRIPE_PAYS)
        return told


def _websocket_origin(public_url: str) -> str:
    """Older versions of Safari do not take WebSockets for a part of 'self'."""
    parts = urlsplit(public_url)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
