"""The order in which a request passes what protects the server; its answer passes back the other way."""

from starlette.middleware import Middleware

from server.protection.cors import Cors
from server.protection.headers import SecurityHeaders
from server.protection.https_only import HttpsOnly
from server.protection.last_resort import LastResort
from server.protection.proxies import TrustedProxies
from server.protection.rate_limits import AddressLimits
from server.request_log import RequestLog
from server.web import WebClient
from services.rate_limits import RateLimits
from settings import Settings

__all__ = ["protection"]


def protection(settings: Settings, limits: RateLimits, web_client: WebClient | None) -> list[Middleware]:
    """The outermost first: the log names the true caller, and every refusal further in has the headers."""
    uncounted = web_client.serves if web_client is not None else None
    https_only = [Middleware(HttpsOnly, public_url=settings.public_url)] if settings.https_only else []
    return [
        Middleware(TrustedProxies, networks=settings.trusted_proxies, headers=settings.proxy_headers),
        Middleware(RequestLog),
        Middleware(SecurityHeaders, hsts_seconds=settings.hsts_seconds),
        *https_only,
        Middleware(Cors, origins=settings.allowed_origins, cookie_origins=settings.session_cookie_origins),
        Middleware(LastResort),
        Middleware(AddressLimits, limits=limits, uncounted=uncounted),
    ]
