"""`balance`: what the caller's wallet holds."""

import strawberry

from schema.balance import Balance
from schema.context import Info, require_viewer

__all__ = ["balance"]


@strawberry.field(description="What the caller's wallet holds now.")
async def balance(info: Info) -> Balance:
    """Read the wallet's newest entry."""
    viewer = require_viewer(info)
    return Balance.of(await info.context.services.ledger.balance(viewer.wallet_id))
