"""What the web client's page may do, told to browsers with each answer. It runs no script and no style but ours.

Sources: Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/); for Stripe.js "Content security policy" in
https://docs.stripe.com/security/guide. Razorpay publishes no list for its checkout.js; ours is what shops let in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a gateway's own form comes from, where it is framed from, and whom its script calls."""

    scripts: tuple[str, ...]
    frames: tuple[str, ...]
    calls: tuple[str, ...]


_STRIPE_SCRIPTS = ("https://js.stripe.com", "https://*.js.stripe.com")
_STRIPE = _Form(_STRIPE_SCRIPTS, (*_STRIPE_SCRIPTS, "https://hooks.stripe.com"), ("https://api.stripe.com",))
_STRIPE_PAYS = "payment=(self {})".format(" ".join(f'"{each}"' for each in _STRIPE_SCRIPTS))
_NOBODY_PAYS = "payment=()"

_RAZORPAY = _Form(
    ("https://checkout.razorpay.com",),
    ("https://api.razorpay.com", "https://checkout.razorpay.com"),
    ("https://api.razorpay.com",),
)


class PagePolicy:
    """One for a process. A gateway's addresses are in it only where its own form is used: not with a simulated one."""

    def __init__(self, settings: Settings) -> None:
        self._stripe = not settings.uses_simulated_stripe
        razorpay = settings.razorpay_key_id is not None and not settings.uses_simulated_razorpay
        self._forms = [form for form, used in ((_STRIPE, self._stripe), (_RAZORPAY, razorpay)) if used]
        self._directives = {
            "default-src": ["'none'"],
            "script-src": ["'self'", "{nonce}", *(each for form in self._forms for each in form.scripts)],
            "style-src": ["'self'", "{nonce}"],
            "img-src": ["'self'", "data:", "blob:", *settings.web_image_origins],
            "font-src": ["'self'"],
            "connect-src": [
                "'self'",
                _websocket_origin(settings.public_url),
                *(each for form in self._forms for each in form.calls),
            ],
            "worker-src": ["'self'"],
            "frame-src": [each for form in self._forms for each in form.frames] or ["'none'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": settings.web_frame_ancestors or ["'none'"],
        }
        if razorpay:
            # Its script places the frame by `style` attributes. Style elements still need the nonce.
            self._directives["style-src-attr"] = ["'unsafe-inline'"]

    def headers(self, nonce: str) -> dict[str, str]:
        """For a page in which scripts and styles of ours bear `nonce`."""
        directives = (f"{name} {' '.join(sources)}" for name, sources in self._directives.items())
        told = {
            "Content-Security-Policy": "; ".join(directives).replace("{nonce}", f"'nonce-{nonce}'"),
            "Cache-Control": "no-cache",
        }
        if self._forms:
            # Wallets such as Google Pay, and banks, open a window of their own, which must reach what opened it.
            told["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"
        if self._stripe:
            told["Permissions-Policy"] = SECURITY_HEADERS["permissions-policy"].replace(_NOBODY_PAYS, _STRIPE_PAYS)
        return told


def _websocket_origin(public_url: str) -> str:
    """Older versions of Safari do not take WebSockets for a part of 'self'."""
    parts = urlsplit(public_url)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
