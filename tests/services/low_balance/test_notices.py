"""Notices of a balance that runs low (B10): once for each fall, and none lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

import pytest

from database.setup import Database
from models.ids import new_id
from models.low_balance import LowBalance
from models.outgoing_event import OutgoingEvent
from models.outgoing_mail import OutgoingMail
from models.team import Team
from models.team_member import TeamMember, TeamRole
from models.user import User, UserStatus
from models.webhook_endpoint import WebhookEndpoint
from server.events import EventServices, event_services
from services.errors import InvalidInputError
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerUnavailableError
from services.low_balance import LowBalanceOrder
from services.low_balance.notices import notice_id
from services.mail import Outbox
from services.sealing import Sealing
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox
from tests.support.waiting import PATIENCE_SECONDS


@dataclass
class Owner:
    """A user with a wallet, and two servers."""

    user: User
    server: EventServices
    other: EventServices
    ledger: Ledger
    clock: MovableClock
    outbox: Outbox
    mailbox: Mailbox

    @property
    def wallet(self) -> str:
        return self.user.wallet_id

    async def grant(self, amount: int, days: int | None = None) -> None:
        expires_at = None if days is None else self.clock() + timedelta(days=days)
        await self.ledger.grant(
            self.wallet, f"test:{new_id('k')}", source=GrantSource.ADMIN, amount=amount, expires_at=expires_at
        )
        await self.look()

    async def spend(self, amount: int) -> None:
        await self.ledger.spend(self.wallet, f"test:{new_id('k')}", amount=amount)
        await self.look()

    async def look(self) -> None:
        """As the reader of the change stream has it done."""
        await self.server.low_balances.look([self.wallet])

    async def choose(self, threshold: int | None, *, by_mail: bool = False):
        order = LowBalanceOrder(threshold_tokens=threshold, by_mail=by_mail)
        return await self.server.low_balances.choose(self.wallet, self.user.id, order)

    async def notices(self) -> list[dict[str, str]]:
        rows = await OutgoingEvent.find({"type": "balance.low", "data.walletId": self.wallet}).to_list()
        return [row.data for row in sorted(rows, key=lambda row: row.at)]


async def nobody_else(_: OutgoingMail) -> None:
    raise AssertionError


@pytest.fixture
async def owner(database: Database, settings: Settings, ledger: Ledger, clock: MovableClock) -> AsyncIterator[Owner]:
    mailbox = Mailbox()
    outbox = Outbox(mailbox, clock)
    server, other = (
        event_services(
            settings=settings.model_copy(update={"low_balance_tokens": 100}),
            database=database,
            clock=clock,
            ledger=ledger,
            outbox=outbox,
            sealing=Sealing([]),
        )
        for _ in range(2)
    )
    user = User(
        email=f"{new_id('u')}@example.com",
        email_verified_at=clock(),
        name="Ada",
        password_hash=None,
        created_at=clock(),
    )
    await user.insert()
    yield Owner(user, server, other, ledger, clock, outbox, mailbox)
    await server.low_balance_feed.stop()
    await other.low_balance_feed.stop()


async def test_a_fall_is_told_once_and_again_after_a_rise(owner):
    await owner.grant(150)
    await owner.spend(50)
    assert await owner.notices() == []
    await owner.spend(1)
    told = {
        "walletId": owner.wallet,
        "userId": owner.user.id,
        "teamId": None,
        "available": "99",
        "held": "0",
        "thresholdTokens": "100",
    }
    assert await owner.notices() == [told]
    await owner.spend(9)
    assert await owner.notices() == [told]
    await owner.grant(10)
    owner.clock.move(seconds=1)
    await owner.spend(20)
    assert await owner.notices() == [told, told | {"available": "80"}]


async def test_the_reader_of_the_change_stream_has_wallets_looked_at(owner):
    await owner.server.event_tail.catch_up()
    await owner.ledger.grant(owner.wallet, "test:g", source=GrantSource.ADMIN, amount=150)
    await owner.ledger.spend(owner.wallet, "test:s", amount=100)
    await owner.other.event_tail.catch_up()
    assert [each["available"] for each in await owner.notices()] == ["50"]


async def test_tokens_that_are_held_for_a_reply_are_not_gone(owner):
    await owner.grant(110)
    await owner.ledger.hold(
        owner.wallet, "test:h", hold_id="h1", amount=100, expires_at=owner.clock() + timedelta(hours=1)
    )
    await owner.look()
    assert await owner.notices() == []
    await owner.ledger.settle(owner.wallet, "h1", amount=11)
    await owner.look()
    assert [each["available"] for each in await owner.notices()] == ["99"]


async def test_a_wallet_that_was_never_above_is_not_told_of(owner):
    await owner.grant(50)
    assert await owner.notices() == []
    assert await LowBalance.get(owner.wallet) is None


async def test_a_wallet_that_fell_before_anybody_looked_is_told_of(owner):
    await owner.ledger.grant(owner.wallet, "test:g", source=GrantSource.ADMIN, amount=150)
    await owner.spend(100)
    assert len(await owner.notices()) == 1


async def test_two_servers_that_look_at_once_tell_once(owner):
    await owner.grant(150)
    await owner.ledger.spend(owner.wallet, "test:s", amount=100)
    await asyncio.gather(*(each.low_balances.look([owner.wallet]) for each in (owner.server, owner.other) * 5))
    row = await LowBalance.get(owner.wallet)
    assert row is not None
    assert (row.notices, row.tell_at, len(await owner.notices())) == (1, None, 1)


async def test_a_server_that_died_between_the_fall_and_its_notice_leaves_it_to_another(owner, monkeypatch):
    async def die(_: object) -> None:
        raise RuntimeError("killed")

    await owner.grant(150)
    monkeypatch.setattr(owner.server.low_balances, "_tell", die)
    await owner.spend(100)
    assert await owner.notices() == []
    assert await owner.other.low_balances.sweep(10) == 0  # the one that saw it may be telling it just now
    owner.clock.move(seconds=30)
    assert await owner.other.low_balances.sweep(10) == 1
    assert await owner.other.low_balances.sweep(10) == 0
    assert len(await owner.notices()) == 1


async def test_a_wallet_that_cannot_be_read_keeps_no_other_waiting(owner, monkeypatch):
    await owner.grant(150)
    await owner.ledger.spend(owner.wallet, "test:s", amount=100)
    read = owner.ledger.outlook

    async def outlook(wallet: str) -> object:
        if wallet == "wal_damaged":
            raise LookupError("a snapshot is missing")
        return await read(wallet)

    monkeypatch.setattr(owner.ledger, "outlook", outlook)
    await owner.server.low_balances.look(["wal_damaged", owner.wallet])
    assert len(await owner.notices()) == 1


async def test_while_the_ledger_is_away_nothing_is_passed_over(owner, monkeypatch):
    async def outlook(_: str) -> object:
        raise LedgerUnavailableError

    monkeypatch.setattr(owner.ledger, "outlook", outlook)
    with pytest.raises(LedgerUnavailableError):
        await owner.look()


async def test_what_expires_makes_it_low_without_any_entry(owner):
    await owner.grant(60, days=1)
    await owner.grant(60)
    assert await owner.other.low_balances.sweep(10) == 0
    owner.clock.move(days=1)
    assert await owner.other.low_balances.sweep(10) == 1
    assert await owner.other.low_balances.sweep(10) == 0
    assert [each["available"] for each in await owner.notices()] == ["60"]


async def test_the_owner_chooses_the_threshold(owner):
    assert (await owner.server.low_balances.of(owner.wallet)).threshold_tokens == 100
    await owner.grant(150)
    choice = await owner.choose(120)
    assert (choice.threshold_tokens, choice.is_default, choice.low) == (120, False, False)
    await owner.spend(31)
    assert [each["thresholdTokens"] for each in await owner.notices()] == ["120"]


async def test_who_is_below_a_new_threshold_already_hears_of_it_by_the_answer_alone(owner):
    await owner.grant(150)
    assert (await owner.choose(200)).low
    await owner.spend(10)
    assert await owner.notices() == []
    assert not (await owner.choose(0)).low
    await owner.spend(140)
    assert await owner.notices() == []
    with pytest.raises(InvalidInputError):
        await owner.choose(-1)
    assert (await owner.choose(None)).is_default


async def test_a_mail_goes_where_that_was_chosen_and_the_address_verified(owner):
    await owner.choose(None, by_mail=True)
    await owner.grant(150)
    await owner.spend(100)
    await owner.server.low_balances.look([owner.wallet])
    await owner.outbox.sweep(nobody_else, 10)
    (mail,) = owner.mailbox.of(owner.user.email)
    assert mail.text == (
        "You have 50 tokens left at 127.0.0.1:8000, which is less than 100.\n\n"
        "You get this mail because you asked for it there, and can end it there.\n"
    )
    await owner.user.set({"email_verified_at": None})
    await owner.grant(100)
    await owner.spend(100)
    await owner.outbox.sweep(nobody_else, 10)
    assert len(owner.mailbox.of(owner.user.email)) == 1
    assert len(await owner.notices()) == 2


async def test_no_mail_is_sent_to_who_is_above_again(owner):
    await owner.choose(None, by_mail=True)
    await owner.grant(150)
    await owner.spend(100)
    await owner.grant(100)
    await owner.outbox.sweep(nobody_else, 10)
    assert owner.mailbox.of(owner.user.email) == []


async def test_a_team_s_owner_is_told_of_its_wallet(owner):
    team = Team(name="Aces", created_by=owner.user.id, client_key="k", made_as="Aces", created_at=owner.clock())
    await team.insert()
    member = {"team_id": team.id, "wallet_id": team.wallet_id, "user_id": owner.user.id, "joined_at": owner.clock()}
    await TeamMember(id=f"{team.id}:{owner.user.id}", role=TeamRole.OWNER, **member).insert()
    order = LowBalanceOrder(threshold_tokens=100, by_mail=True)
    await owner.server.low_balances.choose(team.wallet_id, None, order)
    await owner.ledger.grant(team.wallet_id, "test:g", source=GrantSource.ADMIN, amount=150)
    await owner.server.low_balances.look([team.wallet_id])
    await owner.ledger.spend(team.wallet_id, "test:s", amount=100)
    await owner.server.low_balances.look([team.wallet_id])
    (event,) = await OutgoingEvent.find({"data.walletId": team.wallet_id}).to_list()
    assert (event.data["userId"], event.data["teamId"]) == (owner.user.id, team.id)
    row = await LowBalance.get(team.wallet_id)
    assert row is not None
    assert row.user_id is None  # it outlives its owner
    await owner.outbox.sweep(nobody_else, 10)
    (mail,) = owner.mailbox.of(owner.user.email)
    assert mail.text.startswith("Your team at 127.0.0.1:8000 has 50 tokens left")


async def test_who_may_not_act_is_told_nothing(owner):
    await owner.grant(150)
    await owner.user.set({"status": UserStatus.SUSPENDED})
    await owner.spend(100)
    assert await owner.notices() == []
    await owner.user.set({"status": UserStatus.ACTIVE})
    await owner.spend(1)
    assert len(await owner.notices()) == 1


async def test_who_listens_hears_of_falls_and_rises_from_whichever_server_saw_them(owner):
    await owner.grant(150)
    async with aclosing(owner.other.low_balance_feed.watch(owner.wallet)) as rows, asyncio.timeout(PATIENCE_SECONDS):
        assert await anext(rows) is None
        await owner.spend(100)
        fallen = await anext(rows)
        assert (fallen.low, fallen.low_available, fallen.notices) == (True, 50, 1)
        await owner.grant(100)
        assert not (await anext(rows)).low
        await owner.spend(60)
        again = await anext(rows)
        assert (again.low, again.low_available, again.notices) == (True, 90, 2)


async def test_who_comes_late_gets_the_notice_that_stands(owner):
    await owner.grant(150)
    await owner.spend(100)
    (event,) = await OutgoingEvent.find({"type": "balance.low", "data.walletId": owner.wallet}).to_list()
    async with aclosing(owner.other.low_balance_feed.watch(owner.wallet)) as rows, asyncio.timeout(PATIENCE_SECONDS):
        row = await anext(rows)
        assert (row.low, notice_id(row)) == (True, event.id)


async def test_changes_are_told_only_while_an_endpoint_takes_them(owner):
    changes = {"type": "balance.changed", "data.walletId": owner.wallet}
    await owner.grant(150)
    assert await OutgoingEvent.find(changes).count() == 0
    endpoint = WebhookEndpoint(url="https://example.com/", event_types=["balance.changed"], created_at=owner.clock())
    await endpoint.insert()
    await owner.spend(10)
    (event,) = await OutgoingEvent.find(changes).to_list()
    assert event.data == {"walletId": owner.wallet, "available": "140", "held": "0", "debt": "0", "seq": "2"}
    await endpoint.delete()
