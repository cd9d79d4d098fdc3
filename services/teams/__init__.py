"""Teams: several people who spend from one wallet. Start at `service.Teams`."""

from services.teams.caps import TeamCaps
from services.teams.service import Teams
from services.teams.wallets import Wallet, own_wallet

__all__ = ["TeamCaps", "Teams", "Wallet", "own_wallet"]
