"""`balance`: what the caller's wallet holds."""

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.balance import Balance
from schema.context import Info

__all__ = ["balance"]


@strawberry.field(description="What the caller's wallet holds now, or that of a team.")
async def balance(info: Info, team_id: TeamId = None) -> Balance:
    """Read the wallet's newest entry."""
    wallet = await wallet_of(info, team_id)
    return Balance.of(await info.context.services.ledger.balance(wallet.id))
