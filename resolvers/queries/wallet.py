"""`wallet` and `walletEntries`: what is in a wallet, and every entry that made it so."""

from typing import Annotated

import strawberry

from models.team_member import TeamRole
from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.wallet import Wallet, WalletEntry

__all__ = ["wallet", "wallet_entries"]


@strawberry.field(
    description="What is in the caller's wallet, part by part: which tokens expire when, and which are reserved. Of a "
    "team's wallet for all who are in the team."
)
async def wallet(info: Info, team_id: TeamId = None) -> Wallet:
    """Read the wallet's newest entry."""
    asked = await wallet_of(info, team_id)
    return Wallet.of(*await info.context.services.ledger.contents(asked.id))


@strawberry.field(
    description="Every entry of the caller's wallet, the newest first. Pages stay what they are while new entries "
    "arrive. Of a team's wallet for its owner and admins."
)
async def wallet_entries(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    team_id: TeamId = None,
) -> Connection[WalletEntry]:
    """Read one page."""
    services = info.context.services
    asked = await wallet_of(info, team_id, least=TeamRole.ADMIN)
    request = page_request("walletEntries", first, after, maximum=services.settings.max_page_size)
    page = await services.wallet_entries.page(asked.id, request)
    return connection(
        "walletEntries", page, node=WalletEntry.of, position=lambda row: str(row.line.seq), request=request
    )
