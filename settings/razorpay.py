"""What the settings of Razorpay must say together."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["razorpay_problems"]

_LIVE_KEY_PREFIX = "rzp_live_"
"""With any other key test cards pay, and no money moves."""


def razorpay_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first."""
    problems: list[str] = []
    key_id = settings.razorpay_key_id
    if key_id is not None and settings.razorpay_key_secret is None:
        problems.append("RAZORPAY_KEY_SECRET: is required when RAZORPAY_KEY_ID is set")
    if key_id is None and settings.razorpay_key_secret is not None:
        problems.append("RAZORPAY_KEY_ID: is required when RAZORPAY_KEY_SECRET is set")
    if key_id is not None and settings.uses_simulated_razorpay and settings.razorpay_api_base is None:
        problems.append("RAZORPAY_API_BASE: is required with a key of the simulated Razorpay")
    if not settings.is_production:
        return problems
    if (key_id is not None or settings.uses_simulated_razorpay) and not (key_id or "").startswith(_LIVE_KEY_PREFIX):
        problems.append("RAZORPAY_KEY_ID: must begin with rzp_live_ in production; with test keys no money moves")
    if settings.razorpay_api_base is not None:
        problems.append("RAZORPAY_API_BASE: is refused in production, where payments go to Razorpay itself")
    return problems
