"""Who is in a team: roles, caps, leaving, and giving the team to another owner.

Whatever changes who is in it is one transaction that locks the team, so that it always has exactly one owner, and never
more members than it may.
"""

import structlog
from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession

from messages import Phrase
from models.fields import INT64_MAXIMUM
from models.generation import Generation, GenerationStatus
from models.team_member import TeamMember, TeamRole
from models.user import User, UserStatus
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest
from services.teams.access import IN_TEAM, lock, member_id, membership, require
from services.teams.errors import (
    TeamFullError,
    TeamOwnerStaysError,
    TeamsUnavailableError,
    TooManyTeamsError,
)
from services.teams.listing import TeamListing
from services.teams.rules import MOST_MEMBERS, MOST_OWNED, MOST_TEAMS
from services.transactions import in_transaction

__all__ = ["TeamPeople"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(TeamsUnavailableError)


class TeamPeople:
    """One for a process. What it raises beside what is told: TeamsUnavailableError."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listing = TeamListing()

    @_away_is_unavailable
    async def page(self, user_id: str, team_id: str, request: PageRequest) -> Page[TeamMember]:
        """Who is in the team, in no order that means anything; positions are user ids. Raises NotFoundError."""
        await membership(user_id, team_id)
        return await self._listing.members(team_id, request)

    @_away_is_unavailable
    async def count(self, team_id: str) -> int:
        """How many are in it."""
        return await TeamMember.find({"team_id": team_id, **IN_TEAM}).count()

    @_away_is_unavailable
    async def set_role(self, user_id: str, team_id: str, other_id: str, role: TeamRole) -> TeamMember:
        """Make another member an admin, or a member again; for the owner.

        Raises NotFoundError, TeamRoleMissingError, TeamOwnerStaysError for oneself, and InvalidInputError for OWNER:
        a team is given away by `transfer`.
        """

        async def change(session: AsyncClientSession) -> TeamMember:
            await lock(team_id, session)
            await membership(user_id, team_id, TeamRole.OWNER, session)
            other = await _other(team_id, other_id, session)
            if other.role is TeamRole.OWNER:
                raise TeamOwnerStaysError
            if role is TeamRole.OWNER:
                raise InvalidInputError("role", "must be ADMIN or MEMBER")
            return await _set(other, session, role=role.value)

        await membership(user_id, team_id)
        return await in_transaction(change)

    @_away_is_unavailable
    async def set_caps(
        self, user_id: str, team_id: str, other_id: str, *, daily: int | None, monthly: int | None
    ) -> TeamMember:
        """Set what a member may use, in wallet tokens, of a day and a month in UTC; None: no cap.

        For owner and admins; an admin's own, and another admin's, the owner alone sets. Raises NotFoundError,
        TeamRoleMissingError, InvalidInputError.
        """
        for field, cap in (("dailyCap", daily), ("monthlyCap", monthly)):
            if cap is not None and not 0 <= cap <= INT64_MAXIMUM:
                raise InvalidInputError(field, Phrase("must be from 0 to {most}", most=INT64_MAXIMUM))

        async def change(session: AsyncClientSession) -> TeamMember:
            await lock(team_id, session)
            other = await self._beneath(user_id, team_id, other_id, session)
            return await _set(other, session, daily_cap=_int64(daily), monthly_cap=_int64(monthly))

        await membership(user_id, team_id)
        return await in_transaction(change)

    @_away_is_unavailable
    async def transfer(self, user_id: str, team_id: str, other_id: str) -> TeamMember:
        """Make another member the owner, and the user an admin. The new owner's row.

        Raises NotFoundError, also for a member who is suspended, TeamRoleMissingError, and TooManyTeamsError where the
        other owns as many as they may.
        """

        async def change(session: AsyncClientSession) -> TeamMember:
            await lock(team_id, session)
            own = await membership(user_id, team_id, TeamRole.OWNER, session)
            other = await _other(team_id, other_id, session)
            if other.id == own.id:
                return own
            if not await _is_active(other_id, session):  # suspended, or about to be erased
                raise NotFoundError("member")
            owned = {"user_id": other_id, "role": TeamRole.OWNER.value}
            if await TeamMember.get_pymongo_collection().count_documents(owned, session=session) >= MOST_OWNED:
                raise TooManyTeamsError(MOST_OWNED, owned=True)
            await _set(own, session, role=TeamRole.ADMIN.value)
            return await _set(other, session, role=TeamRole.OWNER.value)

        await membership(user_id, team_id)
        owner = await in_transaction(change)
        _log.info("team_transferred", team_id=team_id, user_id=other_id)
        return owner

    @_away_is_unavailable
    async def remove(self, user_id: str, team_id: str, other_id: str) -> None:
        """End a membership: an admin that of a member, the owner that of anybody but themselves.

        Replies that are written for them are stopped; what was delivered is charged. Raises NotFoundError,
        TeamRoleMissingError, TeamOwnerStaysError.
        """

        async def end(session: AsyncClientSession) -> None:
            await lock(team_id, session)
            other = await self._beneath(user_id, team_id, other_id, session)
            if other.role is TeamRole.OWNER:
                raise TeamOwnerStaysError
            await self._end(other, session)

        await membership(user_id, team_id)
        await in_transaction(end)
        await _stop_replies(team_id, other_id)

    @_away_is_unavailable
    async def leave(self, user_id: str, team_id: str) -> None:
        """End the user's own membership. Raises NotFoundError, and TeamOwnerStaysError for the owner."""

        async def end(session: AsyncClientSession) -> None:
            await lock(team_id, session)
            own = await membership(user_id, team_id, session=session)
            if own.role is TeamRole.OWNER:
                raise TeamOwnerStaysError
            await self._end(own, session)

        await membership(user_id, team_id)
        await in_transaction(end)
        await _stop_replies(team_id, user_id)

    async def join(
        self, user_id: str, team_id: str, wallet_id: str, role: TeamRole, session: AsyncClientSession
    ) -> None:
        """Let the user in, as a part of a transaction that has locked the team. Who is in already stays what they are.

        Whoever comes back has the caps, and has used what they had. Raises TeamFullError, TooManyTeamsError.
        """
        members = TeamMember.get_pymongo_collection()
        row_id = member_id(team_id, user_id)
        if await members.find_one({"_id": row_id, **IN_TEAM}, {"_id": True}, session=session):
            return
        if await members.count_documents({"team_id": team_id, **IN_TEAM}, session=session) >= MOST_MEMBERS:
            raise TeamFullError(MOST_MEMBERS)
        if await members.count_documents({"user_id": user_id, **IN_TEAM}, session=session) >= MOST_TEAMS:
            raise TooManyTeamsError(MOST_TEAMS, owned=False)
        now = self._clock()
        back = await members.update_one(
            {"_id": row_id}, {"$set": {"role": role.value, "joined_at": now, "left_at": None}}, session=session
        )
        if not back.matched_count:
            new = TeamMember(id=row_id, team_id=team_id, wallet_id=wallet_id, user_id=user_id, role=role, joined_at=now)
            await new.insert(session=session)

    async def _end(self, member: TeamMember, session: AsyncClientSession) -> None:
        await _set(member, session, role=None, left_at=self._clock())
        _log.info("team_left", team_id=member.team_id, user_id=member.user_id)

    async def _beneath(self, user_id: str, team_id: str, other_id: str, session: AsyncClientSession) -> TeamMember:
        """The other's row, where the user may decide about it: the owner about all, admins about members."""
        own = await membership(user_id, team_id, TeamRole.ADMIN, session)
        other = await _other(team_id, other_id, session)
        if other.role is not TeamRole.MEMBER:
            require(own, TeamRole.OWNER)
        return other


async def _other(team_id: str, user_id: str, session: AsyncClientSession) -> TeamMember:
    found = await TeamMember.find_one({"_id": member_id(team_id, user_id), **IN_TEAM}, session=session)
    if found is None:
        raise NotFoundError("member")
    return found


async def _is_active(user_id: str, session: AsyncClientSession) -> bool:
    active = {"_id": user_id, "status": UserStatus.ACTIVE.value}
    return await User.get_pymongo_collection().find_one(active, {"_id": True}, session=session) is not None


async def _set(member: TeamMember, session: AsyncClientSession, **values: object) -> TeamMember:
    row = await TeamMember.get_pymongo_collection().find_one_and_update(
        {"_id": member.id}, {"$set": values}, session=session, return_document=True
    )
    changed: TeamMember = TeamMember.model_validate(row)
    return changed


async def _stop_replies(team_id: str, user_id: str) -> None:
    """Have what is written for somebody who has left stopped, on whichever server it is."""
    running = {"lease_until": {"$type": "date"}, "status": GenerationStatus.RUNNING.value}
    theirs = {"user_id": user_id, "team_id": team_id}
    await Generation.get_pymongo_collection().update_many({**running, **theirs}, {"$set": {"cancel_requested": True}})


def _int64(cap: int | None) -> Int64 | None:
    return None if cap is None else Int64(cap)
