"""Claims: a fixed amount of free tokens, once a rolling period."""

from services.claims.service import Claimed, ClaimService, ClaimStanding

__all__ = ["ClaimService", "ClaimStanding", "Claimed"]
