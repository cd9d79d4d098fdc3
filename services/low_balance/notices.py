"""What other systems are told of a wallet. Pure."""

from datetime import datetime

from models.low_balance import LowBalance
from services.events.event import Event, EventType, event_id
from services.ledger.balance import Balance

__all__ = ["changed_event", "low_event", "notice_id"]


def low_event(row: LowBalance, user_id: str, team_id: str | None, now: datetime) -> Event:
    """The row's newest notice, of a wallet of the user's, or of the team's that they own."""
    data = {
        "walletId": row.id,
        "userId": user_id,
        "teamId": team_id,
        "available": str(row.low_available),
        "held": str(row.low_held),
        "thresholdTokens": str(row.low_threshold),
    }
    return Event(EventType.BALANCE_LOW, _source(row), row.low_at or now, data)


def notice_id(row: LowBalance) -> str:
    """Of the row's newest notice: the same in a subscription, in a mail's order and in `webhook-id`."""
    return event_id(EventType.BALANCE_LOW, _source(row))


def changed_event(wallet: str, balance: Balance, now: datetime) -> Event:
    """How a wallet stands after an entry; `seq` is the entry's number."""
    data = {
        "walletId": wallet,
        "available": str(balance.available),
        "held": str(balance.held),
        "debt": str(balance.debt),
        "seq": str(balance.seq),
    }
    return Event(EventType.BALANCE_CHANGED, f"{wallet} {balance.seq}", now, data)


def _source(row: LowBalance) -> str:
    return f"{row.id} {row.notices}"
