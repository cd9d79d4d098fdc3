"""Caps: how many of a team's tokens a member may use a day and a month, on any number of servers as on one.

A chat reserves the most that it can cost before it is stored, under an id of its own, and puts its cost in the place of
that when it ends. What a crash left is given back by whatever recovers the chat. Where the crash came before the chat
was stored, nothing recovers it: the member's next one looks for such, and gives them back.
"""

import asyncio
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from models.generation import Generation
from models.team_member import CapReservation, TeamMember
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.teams import cap_store as store
from services.teams.access import member_id, membership
from services.teams.errors import TeamsNotOfferedError, TeamsUnavailableError
from services.teams.rules import day_of, left_of, month_of, refusal

__all__ = ["TeamCaps"]

_away_is_unavailable = database_errors_become(TeamsUnavailableError)

_UNSTORED_AFTER = timedelta(minutes=10)
"""A chat that was let in is stored well before; one that is not there by then never will be."""


class TeamCaps:
    """One for a process. What callers ask raises TeamsUnavailableError; what ends chats raises PyMongoError."""

    def __init__(self, clock: Clock, *, offered: bool) -> None:
        self._clock = clock
        self._offered = offered
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @_away_is_unavailable
    async def wallet(self, team_id: str, user_id: str) -> str:
        """The wallet that a member spends from. Raises NotFoundError, TeamsNotOfferedError."""
        if not self._offered:
            raise TeamsNotOfferedError
        return (await membership(user_id, team_id)).wallet_id

    @_away_is_unavailable
    async def left(self, team_id: str, user_id: str) -> int | None:
        """Wallet tokens that the member may still use now; None: without a cap. Raises NotFoundError."""
        return left_of(await membership(user_id, team_id), self._clock())

    @_away_is_unavailable
    async def reserve(
        self, team_id: str, user_id: str, reservation_id: str, generation_id: str, *, tokens: int
    ) -> None:
        """Count `tokens` that a chat may cost; once for each id. Raises NotFoundError, TeamCapReachedError.

        TeamBusyError where as many of the member's chats count as running as may.
        """
        now = self._clock()
        reservation = CapReservation(
            id=reservation_id,
            generation_id=generation_id,
            day=day_of(now),
            month=month_of(now),
            tokens=tokens,
            until=now + _UNSTORED_AFTER,
        )
        async with self._turn(member_id(team_id, user_id)):
            row = await membership(user_id, team_id)
            if await self._give_back_unstored(row, now):
                row = await membership(user_id, team_id)
            if not _has(row, reservation) and _fits(row, tokens, now):
                row = await _reserved(row, reservation)
        if not _has(row, reservation):
            raise refusal(row, tokens, now)

    async def settle(self, team_id: str, user_id: str, reservation_id: str, cost: int) -> None:
        """The chat has ended and cost `cost` wallet tokens. May be repeated."""
        await store.finish(team_id, user_id, reservation_id, tokens=cost)

    async def give_back(self, team_id: str, user_id: str, reservation_id: str) -> None:
        """The chat failed, or never began. May be repeated."""
        await store.finish(team_id, user_id, reservation_id, tokens=0)

    def _turn(self, row_id: str) -> asyncio.Lock:
        """Held by one call of this process at a time, so that a thousand at once do not all write the same row.

        What decides is the row; without the lock they would merely be slow.
        """
        return self._turns.setdefault(row_id, asyncio.Lock())

    async def _give_back_unstored(self, row: TeamMember, now: datetime) -> bool:
        """Give back what chats reserved that were never stored; whether there was any."""
        old = [each for each in row.reserved if each.until <= now]
        if not old:
            return False
        rows = Generation.get_pymongo_collection().find(
            {"_id": {"$in": [each.generation_id for each in old]}, "lease_until": {"$type": "date"}},
            {"cap_reservation": True},
        )
        alive = {found.get("cap_reservation") async for found in rows}
        lost = [each for each in old if each.id not in alive]
        for each in lost:
            await store.finish(row.team_id, row.user_id, each.id, tokens=0)
        return bool(lost)


async def _reserved(member: TeamMember, reservation: CapReservation) -> TeamMember:
    row = await store.reserve(member.team_id, member.user_id, reservation)
    if row is None:  # who has just left
        raise NotFoundError("team")
    return row


def _fits(row: TeamMember, tokens: int, now: datetime) -> bool:
    """Whether it is worth a write: what decides is the row when it is written."""
    left = left_of(row, now)
    return left is None or left >= tokens


def _has(row: TeamMember, reservation: CapReservation) -> bool:
    return any(each.id == reservation.id for each in row.reserved)
