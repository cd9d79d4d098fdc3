"""Rate limits and bans. Start at `service.RateLimits`; `window.py` holds the rule."""

from services.rate_limits.service import RateLimits

__all__ = ["RateLimits"]
