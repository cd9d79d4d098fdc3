"""Teams: making and closing them, and what of them somebody may see. People and invitations have files of their own."""

from collections.abc import Sequence

import structlog
from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.outgoing_mail import MailKind
from models.payment import Payment
from models.team import Team
from models.team_invitation import TeamInvitation
from models.team_member import TeamMember, TeamRole
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.details import checked_name
from services.ledger import Balance, Ledger
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key, team_closing_key
from services.mail import Outbox
from services.paging import Page, PageRequest
from services.teams.access import IN_TEAM, lock, member_id, membership
from services.teams.caps import TeamCaps
from services.teams.erasure import give_away, memberships_of
from services.teams.errors import (
    TeamBusyError,
    TeamInDebtError,
    TeamNotEmptyError,
    TeamsNotOfferedError,
    TeamsUnavailableError,
    TooManyTeamsError,
)
from services.teams.invitations import TeamInvitations
from services.teams.listing import TeamListing
from services.teams.mails import TeamMails
from services.teams.people import TeamPeople
from services.teams.rules import MOST_OWNED, MOST_TEAMS
from services.teams.wallets import Wallet, wallet_of_team
from services.transactions import in_transaction
from settings import Settings

__all__ = ["Teams"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(TeamsUnavailableError)


class Teams:
    """One for a process. What it raises beside what is told: TeamsUnavailableError, TeamsNotOfferedError."""

    def __init__(
        self, *, settings: Settings, ledger: Ledger, outbox: Outbox, caps: TeamCaps, clock: Clock, signing_secret: str
    ) -> None:
        self._offered = settings.teams_enabled
        self._ledger = ledger
        self._clock = clock
        self.caps = caps
        self.listing = TeamListing()
        self._people = TeamPeople(clock)
        self._invitations = TeamInvitations(
            outbox=outbox, clock=clock, signing_secret=signing_secret, people=self._people
        )
        mails = TeamMails(settings=settings, invitations=self._invitations)
        outbox.leave_to(MailKind.TEAM_INVITATION, mails.prepare)

    @property
    def people(self) -> TeamPeople:
        """Who is in teams. Raises TeamsNotOfferedError."""
        self._require_offered()
        return self._people

    @property
    def invitations(self) -> TeamInvitations:
        """Invitations to teams. Raises TeamsNotOfferedError."""
        self._require_offered()
        return self._invitations

    @_away_is_unavailable
    async def wallet(self, user_id: str, team_id: str, least: TeamRole = TeamRole.MEMBER) -> Wallet:
        """The wallet of a team in which the user has at least this role. Raises NotFoundError, TeamRoleMissingError."""
        self._require_offered()
        return wallet_of_team(await membership(user_id, team_id, least))

    @_away_is_unavailable
    async def create(self, user_id: str, name: str, idempotency_key: str) -> Team:
        """Make a team of which the user is the owner; the same key gives the same one again.

        Raises InvalidInputError, TooManyTeamsError, IdempotencyConflictError.
        """
        self._require_offered()
        client_key("team", idempotency_key)
        made_as = checked_name(name)
        before = await _made_before(user_id, idempotency_key, made_as)
        if before is not None:
            return before
        if await TeamMember.find({"user_id": user_id, "role": TeamRole.OWNER.value}).count() >= MOST_OWNED:
            raise TooManyTeamsError(MOST_OWNED, owned=True)
        if await TeamMember.find({"user_id": user_id, **IN_TEAM}).count() >= MOST_TEAMS:
            raise TooManyTeamsError(MOST_TEAMS, owned=False)
        now = self._clock()
        team = Team(name=made_as, made_as=made_as, created_by=user_id, client_key=idempotency_key, created_at=now)
        owner = TeamMember(
            id=member_id(team.id, user_id),
            team_id=team.id,
            wallet_id=team.wallet_id,
            user_id=user_id,
            role=TeamRole.OWNER,
            joined_at=now,
        )

        async def store(session: AsyncClientSession) -> None:
            await team.insert(session=session)
            await owner.insert(session=session)

        try:
            await in_transaction(store)
        except DuplicateKeyError:
            same = await _made_before(user_id, idempotency_key, made_as)
            if same is None:
                raise
            return same
        _log.info("team_made", team_id=team.id, user_id=user_id)
        return team

    @_away_is_unavailable
    async def rename(self, user_id: str, team_id: str, name: str) -> Team:
        """Give it another name; for owner and admins. Raises NotFoundError, TeamRoleMissingError, InvalidInputError."""
        self._require_offered()
        await membership(user_id, team_id, TeamRole.ADMIN)
        await Team.get_pymongo_collection().update_one(
            {"_id": team_id, "closed_at": None}, {"$set": {"name": checked_name(name)}}
        )
        return await self._team(team_id)

    @_away_is_unavailable
    async def get(self, user_id: str, team_id: str) -> tuple[Team, TeamMember]:
        """A team, and the user's row in it. Raises NotFoundError."""
        self._require_offered()
        member = await membership(user_id, team_id)
        return await self._team(team_id), member

    @_away_is_unavailable
    async def page(self, user_id: str, request: PageRequest) -> Page[tuple[Team, TeamMember]]:
        """The teams that the user is in, the oldest first; positions are team ids."""
        self._require_offered()
        query: dict[str, object] = {"user_id": user_id, **IN_TEAM}
        if request.after is not None:
            query["team_id"] = {"$gt": request.after}
        members = await TeamMember.find(query).sort("+team_id").limit(request.first + 1).to_list()
        teams = {team.id: team for team in await _teams([member.team_id for member in members])}
        rows = [(teams[member.team_id], member) for member in members if member.team_id in teams]
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def balance(self, wallet_id: str) -> Balance:
        """What a team's wallet holds."""
        return await self._ledger.balance(wallet_id)

    @_away_is_unavailable
    async def close(self, user_id: str, team_id: str, *, forfeit_tokens: bool) -> Team:
        """End the team for everybody; repeating it changes nothing.

        Its tokens are gone if `forfeit_tokens`. Raises NotFoundError, TeamRoleMissingError, TeamBusyError,
        TeamInDebtError, and TeamNotEmptyError for tokens that were bought, unless they are given up.
        """
        self._require_offered()
        closed = await Team.find_one({"_id": team_id, "closed_by": user_id})
        if closed is None:
            member = await membership(user_id, team_id, TeamRole.OWNER)
            await self._check_closing(member.wallet_id, forfeit_tokens=forfeit_tokens)
            closed = await self._close(user_id, team_id, refuse_if_buying=True)
        await self._forfeit(closed)
        return closed

    async def forget(self, user_id: str) -> None:
        """Take who is erased out of all teams: one that they own goes to its next admin, or is closed with all it has.

        May be repeated. Raises PyMongoError, LedgerError.
        """
        for member in await memberships_of(user_id):
            if member.role is not TeamRole.OWNER or await give_away(self._people, member):
                await self._people.leave(user_id, member.team_id)
            else:
                await self._close(user_id, member.team_id, refuse_if_buying=False)
        async for team in Team.find({"closed_by": user_id}):  # also one that a crash has left with tokens
            await self._forfeit(team)

    async def _forfeit(self, team: Team) -> None:
        """Take away what is left in a closed team's wallet. What is given back to it later stays there."""
        if (await self._ledger.balance(team.wallet_id)).available > 0:
            await self._ledger.forfeit(team.wallet_id, team_closing_key(team.id))

    async def _check_closing(self, wallet_id: str, *, forfeit_tokens: bool) -> None:
        buying = await _is_buying(wallet_id)  # before the balance, which has what was credited until then
        balance = await self._ledger.balance(wallet_id)
        if buying or balance.held > 0:
            raise TeamBusyError
        if balance.debt > 0:
            raise TeamInDebtError(balance.debt)
        if balance.purchased > 0 and not forfeit_tokens:
            raise TeamNotEmptyError(balance.available)

    async def _close(self, user_id: str, team_id: str, *, refuse_if_buying: bool) -> Team:
        now = self._clock()

        async def end(session: AsyncClientSession) -> Team:
            team = await lock(team_id, session)  # as each purchase for it does: it is opened before this, or never
            await membership(user_id, team_id, TeamRole.OWNER, session)
            if refuse_if_buying and await _is_buying(team.wallet_id, session):
                raise TeamBusyError
            members, invitations = TeamMember.get_pymongo_collection(), TeamInvitation.get_pymongo_collection()
            left = {"role": None, "left_at": now}
            await members.update_many({"team_id": team_id, **IN_TEAM}, {"$set": left}, session=session)
            over = {"slot": None, "over_at": now}
            open_ones = {"team_id": team_id, "slot": {"$type": "int"}}
            await invitations.update_many(open_ones, {"$set": over}, session=session)
            closed = {"closed_at": now, "closed_by": user_id}
            row = await Team.get_pymongo_collection().find_one_and_update(
                {"_id": team_id}, {"$set": closed, "$inc": {"changes": Int64(1)}}, session=session, return_document=True
            )
            ended: Team = Team.model_validate(row)
            return ended

        closed = await in_transaction(end)
        _log.info("team_closed", team_id=team_id, user_id=user_id)
        return closed

    async def _team(self, team_id: str) -> Team:
        found = await Team.find_one({"_id": team_id, "closed_at": None})
        if found is None:
            raise NotFoundError("team")
        return found

    def _require_offered(self) -> None:
        if not self._offered:
            raise TeamsNotOfferedError


async def _teams(team_ids: Sequence[str]) -> list[Team]:
    found: list[Team] = await Team.find({"_id": {"$in": list(team_ids)}, "closed_at": None}).to_list()
    return found


async def _is_buying(wallet_id: str, session: AsyncClientSession | None = None) -> bool:
    """Whether a purchase for the team may still be paid."""
    open_payment = {"wallet_id": wallet_id, "team_id": {"$type": "string"}, "open": True}
    found = await Payment.get_pymongo_collection().find_one(open_payment, {"_id": True}, session=session)
    return found is not None


async def _made_before(user_id: str, key: str, made_as: str) -> Team | None:
    """The team that an earlier call with the same key made; raises IdempotencyConflictError."""
    stored = await Team.find_one({"created_by": user_id, "client_key": key})
    if stored is not None and stored.made_as != made_as:
        raise IdempotencyConflictError
    return stored
