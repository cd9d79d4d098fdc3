"""What the settings about sessions in cookies must say together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["cookie_problems"]


def cookie_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first."""
    problems: list[str] = []
    origins = settings.session_cookie_origins
    if not set(origins) <= set(settings.allowed_origins):
        problems.append("SESSION_COOKIE_ORIGINS: must all stand in ALLOWED_ORIGINS")
    if settings.public_url.startswith("https://") and any(origin.startswith("http://") for origin in origins):
        problems.append("SESSION_COOKIE_ORIGINS: must begin with https:// where PUBLIC_URL does")
    return problems
