"""Teams on a real database, with a mailbox instead of a mail server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from database.setup import Database
from messages import Language
from models.ids import new_id
from models.team import Team
from models.team_member import TeamMember, TeamRole
from models.user import Role, User
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.mail import Outbox
from services.teams import TeamCaps, Teams
from services.teams.access import member_id
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox


@dataclass
class House:
    """Teams, and what tests ask of them again and again."""

    teams: Teams
    outbox: Outbox
    mailbox: Mailbox
    clock: MovableClock

    async def user(self, *, verified: bool = True) -> Viewer:
        """A new one with an address of their own, `<id>@example.com`."""
        user_id = new_id("usr")
        now = self.clock.now
        user = User(
            id=user_id,
            email=f"{user_id}@example.com",
            email_verified_at=now if verified else None,
            name="Ada",
            password_hash=None,
            created_at=now,
        )
        await user.insert()
        return Viewer(user_id, user.wallet_id, Role.USER, new_id("ses"))

    async def team(self, owner: Viewer) -> Team:
        return await self.teams.create(owner.user_id, "Aces", new_id("key"))

    async def invite(self, by: Viewer, team: Team, email: str, role: TeamRole = TeamRole.MEMBER) -> str:
        """The invitation's id."""
        made = await self.teams.invitations.invite(by.user_id, team.id, email, role, new_id("key"), Language.EN)
        return made.id

    async def send(self) -> int:
        """Mail what is ordered."""

        async def nothing(_row: object) -> None:
            return None

        return await self.outbox.sweep(nothing, 100)

    async def token(self, email: str) -> str:
        """That of the newest invitation mail to the address."""
        await self.send()
        return self.mailbox.token(email, "team-invitation")

    async def join(self, owner: Viewer, team: Team, role: TeamRole = TeamRole.MEMBER) -> Viewer:
        """A new user who was invited and accepted."""
        viewer = await self.user()
        invitation = await self.invite(owner, team, f"{viewer.user_id}@example.com", role)
        await self.teams.invitations.accept(viewer.user_id, token=None, invitation_id=invitation)
        return viewer

    async def row(self, team: Team, viewer: Viewer) -> TeamMember:
        found = await TeamMember.get(member_id(team.id, viewer.user_id))
        assert found is not None
        return found

    async def role(self, team: Team, viewer: Viewer) -> TeamRole | None:
        return (await self.row(team, viewer)).role


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def house(database: Database, ledger: Ledger, clock: MovableClock, settings: Settings, mailbox: Mailbox) -> House:
    outbox = Outbox(mailbox, clock)
    teams = Teams(
        settings=settings,
        ledger=ledger,
        outbox=outbox,
        caps=TeamCaps(clock, offered=True),
        clock=clock,
        signing_secret=SIGNING_SECRET,
    )
    return House(teams, outbox, mailbox, clock)


@pytest.fixture
async def owner(house: House) -> Viewer:
    return await house.user()


@pytest.fixture
async def team(house: House, owner: Viewer) -> Team:
    return await house.team(owner)


NewMember = Callable[..., Awaitable[Viewer]]
