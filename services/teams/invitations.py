"""Invitations to a team, by e-mail: made, mailed, mailed again, taken back, accepted, declined.

Whether an address has an account is told to nobody. Whoever reads the mail may accept, by its token, with whatever
account they have; and so may an account that has proved the address, by the invitation's id.
"""

from collections.abc import Sequence

import structlog
from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from messages import Language
from models.outgoing_mail import MailKind
from models.team import Team
from models.team_invitation import TeamInvitation
from models.team_member import TeamRole
from models.user import User, UserStatus
from services.attempts import AttemptThrottle, Window
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.details import normal_email
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.mail import MailOrder, Outbox
from services.mail.errors import TooManyMailsError
from services.paging import Page, PageRequest
from services.sharing.invitations import Invitations
from services.teams.access import lock, membership, require
from services.teams.errors import TeamInvitationInvalidError, TeamsUnavailableError, TooManyTeamInvitationsError
from services.teams.people import TeamPeople
from services.teams.rules import INVITATION_LIFE, MOST_INVITATIONS
from services.transactions import in_transaction

__all__ = ["TeamInvitations"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(TeamsUnavailableError)

MAILS_TO_AN_ADDRESS = Window(most=5, seconds=86_400)
"""Of all teams together: strangers get them."""
MAILS_OF_A_USER = Window(most=100, seconds=86_400)
_LABEL = b"tokentill/team-invitations/1"
_OPEN = {"slot": {"$type": "int"}}
"""As the indexes have it, so that those that are over are not read."""


class TeamInvitations:
    """One for a process. What it raises beside what is told: TeamsUnavailableError."""

    def __init__(self, *, outbox: Outbox, clock: Clock, signing_secret: str, people: TeamPeople) -> None:
        self._outbox = outbox
        self._clock = clock
        self._people = people
        self._tokens = Invitations(signing_secret, label=_LABEL)
        self._to = AttemptThrottle("team-mail", clock, rule=MAILS_TO_AN_ADDRESS, refused=TooManyMailsError)
        self._by = AttemptThrottle("team-mail-user", clock, rule=MAILS_OF_A_USER, refused=TooManyMailsError)

    @_away_is_unavailable
    async def invite(
        self, user_id: str, team_id: str, email: str, role: TeamRole, idempotency_key: str, language: Language
    ) -> TeamInvitation:
        """Mail an invitation to the address; the same key, or a second call for the address, gives the open one again.

        For owner and admins; the owner alone invites admins. Raises NotFoundError, TeamRoleMissingError,
        InvalidInputError, MailNotConfiguredError, TooManyMailsError, TooManyTeamInvitationsError,
        IdempotencyConflictError.
        """
        client_key("team-invitation", idempotency_key)
        own = await membership(user_id, team_id, TeamRole.ADMIN)
        if role is TeamRole.OWNER:
            raise InvalidInputError("role", "must be ADMIN or MEMBER")
        if role is TeamRole.ADMIN:
            require(own, TeamRole.OWNER)
        address = normal_email(email)
        self._outbox.require()
        for _ in range(MOST_INVITATIONS + 1):  # each lost race has filled a slot, or made the same
            free = set(range(MOST_INVITATIONS)) - await self._taken_slots(team_id)
            before = await _made_before(team_id, idempotency_key, address, role)
            if before is not None:
                return before
            if not free:
                raise TooManyTeamInvitationsError(MOST_INVITATIONS)
            await self._count(user_id, address)
            try:
                return await self._make(user_id, team_id, address, role, idempotency_key, min(free), language)
            except DuplicateKeyError:
                continue
        raise TooManyTeamInvitationsError(MOST_INVITATIONS)

    @_away_is_unavailable
    async def resend(self, user_id: str, invitation_id: str, language: Language) -> TeamInvitation:
        """Mail an open invitation again; it is good for its whole life from now on.

        Raises NotFoundError, TeamRoleMissingError, MailNotConfiguredError, TooManyMailsError.
        """
        invitation = await self._own(user_id, invitation_id)
        self._outbox.require()
        await self._count(user_id, invitation.email)
        now = self._clock()

        async def renew(session: AsyncClientSession) -> TeamInvitation:
            row = await TeamInvitation.get_pymongo_collection().find_one_and_update(
                {"_id": invitation_id, **_OPEN},
                {"$set": {"sent_at": now, "expires_at": now + INVITATION_LIFE}, "$inc": {"sends": 1}},
                session=session,
                return_document=ReturnDocument.AFTER,
            )
            if row is None:
                raise NotFoundError("invitation")
            renewed: TeamInvitation = TeamInvitation.model_validate(row)
            await self._outbox.put(_mail(renewed, language), session)
            return renewed

        return await in_transaction(renew)

    @_away_is_unavailable
    async def withdraw(self, user_id: str, invitation_id: str) -> None:
        """Take an open invitation back. Raises NotFoundError, TeamRoleMissingError."""
        await self._own(user_id, invitation_id)
        await self._end(invitation_id)

    @_away_is_unavailable
    async def of_team(self, user_id: str, team_id: str, request: PageRequest) -> Page[TeamInvitation]:
        """A team's open invitations, the oldest first; for owner and admins. Raises NotFoundError."""
        await membership(user_id, team_id, TeamRole.ADMIN)
        found = TeamInvitation.find({"team_id": team_id, **_OPEN, "expires_at": {"$gt": self._clock()}})
        rows = await found.sort("+_id").limit(MOST_INVITATIONS).to_list()
        after = [row for row in rows if request.after is None or row.id > request.after]
        return Page.cut(after[: request.first + 1], request.first)

    @_away_is_unavailable
    async def of_user(self, user_id: str, request: PageRequest) -> Page[TeamInvitation]:
        """Open invitations to the user's address, the oldest first; none while the address is not proved."""
        email = await _proved_address(user_id)
        if email is None:
            return Page([], has_next=False)
        query: dict[str, object] = {"email": email, **_OPEN, "expires_at": {"$gt": self._clock()}}
        if request.after is not None:
            query["_id"] = {"$gt": request.after}
        found = await TeamInvitation.find(query).sort("+_id").limit(request.first + 1).to_list()
        return Page.cut(found, request.first)

    @_away_is_unavailable
    async def find(self, user_id: str, *, token: str | None, invitation_id: str | None) -> TeamInvitation:
        """The open invitation that the user may accept. Raises TeamInvitationInvalidError, InvalidInputError."""
        return await self._for(user_id, token, invitation_id)

    @_away_is_unavailable
    async def accept(self, user_id: str, *, token: str | None, invitation_id: str | None) -> str:
        """Let the user into the team, whose id it gives. Who is in it already stays what they are.

        Raises TeamInvitationInvalidError, InvalidInputError, TeamFullError, TooManyTeamsError; then the invitation is
        as good as before.
        """
        invitation = await self._for(user_id, token, invitation_id, also_of=user_id)
        if invitation.accepted_by == user_id:
            return invitation.team_id

        async def join(session: AsyncClientSession) -> None:
            try:
                team = await lock(invitation.team_id, session)
            except NotFoundError:
                raise TeamInvitationInvalidError from None
            now = self._clock()
            used = await TeamInvitation.get_pymongo_collection().update_one(
                {"_id": invitation.id, **_OPEN, "expires_at": {"$gt": now}},
                {"$set": {"slot": None, "accepted_by": user_id, "over_at": now}},
                session=session,
            )
            if not used.modified_count:
                raise TeamInvitationInvalidError
            await self._people.join(user_id, team.id, team.wallet_id, invitation.role, session)

        await in_transaction(join)
        _log.info("team_joined", team_id=invitation.team_id, user_id=user_id)
        return invitation.team_id

    @_away_is_unavailable
    async def decline(self, user_id: str, *, token: str | None, invitation_id: str | None) -> TeamInvitation:
        """End an invitation that the user does not want. Raises TeamInvitationInvalidError, InvalidInputError."""
        invitation = await self._for(user_id, token, invitation_id)
        await self._end(invitation.id)
        return invitation

    @_away_is_unavailable
    async def team_names(self, team_ids: Sequence[str]) -> list[str | None]:
        """The names of teams; None for one that is closed."""
        rows = Team.get_pymongo_collection().find({"_id": {"$in": list(team_ids)}, "closed_at": None}, {"name": True})
        names: dict[str, str] = {row["_id"]: row["name"] async for row in rows}
        return [names.get(each) for each in team_ids]

    async def token_to_mail(self, invitation_id: str) -> str | None:
        """The token of an invitation that is about to be mailed; None when it is over. Raises PyMongoError."""
        still_open = {"_id": invitation_id, **_OPEN, "expires_at": {"$gt": self._clock()}}
        found = await TeamInvitation.find_one(still_open)
        return None if found is None else self._tokens.make(found.id)

    async def _for(
        self, user_id: str, token: str | None, invitation_id: str | None, *, also_of: str | None = None
    ) -> TeamInvitation:
        """The open invitation; or one that `also_of` has accepted already."""
        if (token is None) == (invitation_id is None):
            raise InvalidInputError("token", "must be given, or invitationId, and not both")
        named = self._tokens.share_of(token) if token is not None else invitation_id
        found = None if named is None else await TeamInvitation.get(named)
        if found is None or (token is None and found.email != await _proved_address(user_id)):
            raise TeamInvitationInvalidError
        if also_of is not None and found.accepted_by == also_of:
            return found
        if found.slot is None or found.expires_at <= self._clock():
            raise TeamInvitationInvalidError
        return found

    async def _own(self, user_id: str, invitation_id: str) -> TeamInvitation:
        """An open invitation of a team that the user may invite to. Raises NotFoundError, TeamRoleMissingError."""
        found = await TeamInvitation.find_one({"_id": invitation_id, **_OPEN})
        if found is None:
            raise NotFoundError("invitation")
        try:
            own = await membership(user_id, found.team_id, TeamRole.ADMIN)
        except NotFoundError:
            raise NotFoundError("invitation") from None  # as of one that never was
        if found.role is TeamRole.ADMIN:
            require(own, TeamRole.OWNER)
        return found

    async def _end(self, invitation_id: str) -> None:
        over = {"slot": None, "over_at": self._clock()}
        await TeamInvitation.get_pymongo_collection().update_one({"_id": invitation_id, **_OPEN}, {"$set": over})

    async def _count(self, user_id: str, address: str) -> None:
        await self._by.count(user_id)
        await self._to.count(address)

    async def _taken_slots(self, team_id: str) -> set[int]:
        """Of the open ones; those that have expired give theirs back."""
        rows, now = TeamInvitation.get_pymongo_collection(), self._clock()
        expired = {"team_id": team_id, **_OPEN, "expires_at": {"$lte": now}}
        await rows.update_many(expired, {"$set": {"slot": None, "over_at": now}})
        return {row["slot"] async for row in rows.find({"team_id": team_id, **_OPEN}, {"slot": True})}

    async def _make(
        self, user_id: str, team_id: str, address: str, role: TeamRole, key: str, slot: int, language: Language
    ) -> TeamInvitation:
        now = self._clock()
        made = TeamInvitation(
            team_id=team_id,
            email=address,
            role=role,
            slot=slot,
            invited_by=user_id,
            client_key=key,
            sent_at=now,
            created_at=now,
            expires_at=now + INVITATION_LIFE,
        )

        async def store(session: AsyncClientSession) -> None:
            await made.insert(session=session)
            await self._outbox.put(_mail(made, language), session)

        await in_transaction(store)
        _log.info("team_invitation_made", team_id=team_id, user_id=user_id, invitation_id=made.id)
        return made


def _mail(invitation: TeamInvitation, language: Language) -> MailOrder:
    return MailOrder(
        key=f"{invitation.id}.{invitation.sends}",
        kind=MailKind.TEAM_INVITATION,
        to=invitation.email,
        language=language,
        good_for=INVITATION_LIFE,
        user_id=None,
    )


async def _made_before(team_id: str, key: str, address: str, role: TeamRole) -> TeamInvitation | None:
    """What an earlier call with the same key made, or the open one to the address; raises IdempotencyConflictError."""
    stored = await TeamInvitation.find_one({"team_id": team_id, "client_key": key})
    if stored is not None and (stored.email, stored.role) != (address, role):
        raise IdempotencyConflictError
    return stored or await TeamInvitation.find_one({"team_id": team_id, "email": address, **_OPEN})


async def _proved_address(user_id: str) -> str | None:
    """The user's address, if they have proved that it is theirs."""
    proved = {"_id": user_id, "status": UserStatus.ACTIVE.value, "email_verified_at": {"$type": "date"}}
    found = await User.get_pymongo_collection().find_one(proved, {"email": True})
    return None if found is None else found["email"]
