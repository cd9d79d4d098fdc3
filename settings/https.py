"""What the settings about TLS must say together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["https_problems"]


def https_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first. Tokentill has no TLS of its own."""
    problems: list[str] = []
    for name, used in (("HTTPS_ONLY", settings.https_only), ("HSTS_SECONDS", settings.hsts_seconds > 0)):
        if used and not settings.public_url.startswith("https://"):
            problems.append(f"{name}: needs a PUBLIC_URL that begins with https://")
        if used and not settings.trusted_proxies:
            problems.append(f"{name}: needs TRUSTED_PROXIES, since only your proxy knows what came over TLS")
    return problems
