"""Every service of one server process, wired once and passed to each request."""

from dataclasses import dataclass

from services.catalog.packages import PackageCatalog
from services.claims import ClaimService
from services.clock import Clock
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.payments import Payments
from settings import Settings

__all__ = ["Services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What resolvers and webhooks may call. Built by `server.container`; one field a subject."""

    settings: Settings
    clock: Clock
    ledger: Ledger
    identity: IdentityService
    claims: ClaimService
    packages: PackageCatalog
    payments: Payments
