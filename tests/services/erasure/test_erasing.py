"""E4: who deletes their account is erased everywhere, and the money stands."""

import asyncio

import pytest
from pymongo.errors import AutoReconnect

from models.admin_action import AdminAction
from models.conversation import Conversation
from models.customer import Customer
from models.message import Message
from models.payment import PaymentStatus
from models.subscription import SubscriptionStatus
from models.user import Role, User, UserStatus
from services.admin.actions import AdminActions
from services.chat import ChatRequest
from services.erasure import ErasureMarks
from services.erasure.errors import AccountInDebtError, AccountInDisputeError
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError
from services.identity.erased_addresses import ErasedAddresses
from services.identity.errors import (
    InvalidCredentialsError,
    LastAdminError,
    SessionExpiredError,
    SignInAgainError,
    WrongPasswordError,
)
from services.identity.suspension import Suspensions
from services.identity.viewer import Viewer
from services.ledger import GrantSource
from services.sharing import Sharing
from tests.services.conftest import SIGNING_SECRET
from tests.services.erasure.busy import EMAIL, PERSONAL, WHO, Busy, busy_person
from tests.services.erasure.conftest import PASSWORD, World
from tests.support.shop import Shop
from tests.support.waiting import until

WELCOME = 10_000


@pytest.fixture
async def busy(world: World) -> Busy:
    return await busy_person(world)


async def test_nothing_of_a_person_is_left_and_the_books_are_clean(world: World, busy: Busy) -> None:
    shop, ada, personal = world.shop, busy.ada, [*PERSONAL, busy.card]
    assert {word for _, word in await world.found(*personal)} == set(personal)
    customer = await Customer.find_one({"user_id": ada.user_id})
    assert customer is not None

    await world.delete(ada)
    assert await world.found(*WHO) == []  # who it was is gone at once
    with pytest.raises(NotAuthenticatedError):
        await world.identity.authenticate(busy.signed_in.access_token)
    with pytest.raises(SessionExpiredError):
        await world.identity.refresh(busy.signed_in.refresh_token)
    with pytest.raises(InvalidCredentialsError):
        await world.identity.login(EMAIL, PASSWORD)

    await world.finish(ada)
    # That a card was saved and removed is in the inbox of events, under an id by which nothing can be charged now.
    assert {place for place in await world.found(*personal) if place != ("webhook_events", busy.card)} == set()
    assert await world.audit() == []
    balance = await shop.ledger.balance(ada.wallet_id)
    assert (balance.available, balance.held, balance.debt) == (0, 0, 0)
    assert (await shop.keys(ada))[-1] == f"erasure:{ada.user_id}"

    # At the gateway nothing can be charged any more.
    assert (await busy.plan.now()).status is SubscriptionStatus.CANCELLED
    assert (await busy.plan.stripe())["status"] == "canceled"
    assert (await shop._stripe.get(f"/v1/customers/{customer.reference}")).json()["deleted"] is True
    assert [(await shop.payment(each)).status for each in busy.unpaid] == [PaymentStatus.CANCELLED] * 2
    # What was bought stands, as does what others wrote.
    assert (await shop.payment(busy.paid)).credited_at is not None
    emptied = await Message.get(busy.elsewhere)
    assert emptied is not None
    assert (emptied.content, emptied.author_id) == ("", ada.user_id)
    assert set(await world.found("what eve said stays")) == {("messages", "what eve said stays")}
    conversation = await Conversation.get(busy.shared)
    assert conversation is not None
    assert (conversation.title, conversation.message_count) == ("", 4)
    names = await Sharing(shop.clock, signing_secret=SIGNING_SECRET).names([ada.user_id, busy.eve.user_id])
    assert names == [None, "Eve"]


async def _swept(shop: Shop, viewer: Viewer, **expected: int) -> bool:
    """Whether the balance is the expected one after a sweep; an event that is still at work keeps a sweeper waiting."""
    await shop.sweep()
    balance = await shop.ledger.balance(viewer.wallet_id)
    return {name: getattr(balance, name) for name in expected} == expected


async def test_money_that_comes_late_is_neither_lost_nor_brings_anybody_back(world: World) -> None:
    shop = world.shop
    _, ada = await world.join()
    paid = (await shop.buy(ada, "package_100k")).payment
    await shop.confirm(paid)
    await shop.becomes(paid, PaymentStatus.SUCCEEDED)
    slow = (await shop.buy(ada)).payment
    await shop.control(f"/payment_intents/{slow.gateway_reference}/process")
    await shop.becomes(slow, PaymentStatus.PROCESSING)
    await world.delete(ada)
    await world.finish(ada)
    assert (await shop.ledger.balance(ada.wallet_id)).available == 0

    await shop.control(f"/payment_intents/{slow.gateway_reference}/pay")
    await shop.becomes(slow, PaymentStatus.SUCCEEDED)
    assert (await shop.ledger.balance(ada.wallet_id)).available == slow.tokens
    await shop.control(f"/payment_intents/{slow.gateway_reference}/refund", amount=3_500)
    await shop.becomes(slow, PaymentStatus.REFUNDED)
    await until(lambda: _swept(shop, ada, available=0))
    # What was forfeited before is owed by nobody's account.
    await shop.control(f"/payment_intents/{paid.gateway_reference}/refund", amount=1_000)
    await shop.becomes(paid, PaymentStatus.REFUNDED)
    await until(lambda: _swept(shop, ada, debt=paid.tokens))
    assert await world.audit() == []
    user = await world.user(ada)
    assert (user.status, user.email, user.name) == (UserStatus.ERASED, None, "Deleted user")


async def test_an_address_is_free_again_and_has_no_second_welcome(world: World) -> None:
    email = "again@example.com"
    _, first = await world.join(email)
    assert (await world.shop.ledger.balance(first.wallet_id)).available == WELCOME
    await world.delete(first)
    _, second = await world.join("Again@Example.com")
    assert second.user_id != first.user_id
    assert await world.identity.complete_welcomes() == 0
    assert (await world.shop.ledger.balance(second.wallet_id)).available == 0
    await world.finish(first)
    assert (await world.user(second)).status is UserStatus.ACTIVE
    _, other = await world.join("another@example.com")
    assert (await world.shop.ledger.balance(other.wallet_id)).available == WELCOME


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4, 6, 7, 8, 10])
async def test_a_crash_after_any_step_is_gone_on_from(world: World, monkeypatch, step: int) -> None:
    _, ada = await world.join(f"crash-{step}@example.com", "Canary Crash")
    await world.chat.complete(ada, ChatRequest(message="canary-crash", idempotency_key="own"))
    await world.shop.save_card(ada)
    await world.delete(ada)
    steps = world.erasures._steps
    names = [name for chain in (*steps.chains, steps.last) for name, _ in chain]
    crashed: list[str] = []

    def crashing(chain):
        async def crash(user, do, name):
            done = await do(user)
            if name == names[step] and done and not crashed:
                crashed.append(name)
                raise AutoReconnect("the process was killed")
            return done

        return [(name, lambda user, do=do, name=name: crash(user, do, name)) for name, do in chain]

    monkeypatch.setattr(steps, "chains", [crashing(chain) for chain in steps.chains])
    monkeypatch.setattr(steps, "last", crashing(steps.last))
    await world.finish(ada)
    assert crashed == [names[step]]
    assert await world.found("canary-crash", "Canary Crash", f"crash-{step}@example.com") == []
    assert (await world.shop.ledger.balance(ada.wallet_id)).available == 0
    assert (await world.shop.keys(ada)).count(f"erasure:{ada.user_id}") == 1


async def test_a_gateway_that_is_away_keeps_no_texts_and_is_asked_again(world: World) -> None:
    _, ada = await world.join("away@example.com")
    await world.chat.complete(ada, ChatRequest(message="canary-away", idempotency_key="own"))
    await world.shop.save_card(ada)
    await world.delete(ada)
    await world.shop.control("/faults", path="/v1/", status=500, times=100)
    await world.sweep()
    await world.sweep(300)
    assert await world.found("canary-away") == []
    assert (await world.user(ada)).status is UserStatus.ERASING
    assert await Customer.find({"user_id": ada.user_id}).count() == 1
    await world.shop.clear_faults()
    await world.sweep(600)
    assert (await world.user(ada)).status is UserStatus.ERASED
    assert await Customer.find({"user_id": ada.user_id}).count() == 0


async def started(world: World, viewer: Viewer) -> bool:
    """Whether a reply of the viewer's is being written."""
    return viewer.user_id in world.chat.running_users()


async def test_a_reply_that_is_being_written_is_charged_and_then_removed(world: World) -> None:
    _, ada = await world.join()
    request = ChatRequest(message="canary-running", idempotency_key="run", model_id="offline/essay")
    running = asyncio.create_task(world.chat.complete(ada, request))
    await until(lambda: started(world, ada))
    await world.delete(ada)
    world.chat.stop_those_of(await world.identity.suspended([ada.user_id]))  # as every server does every two seconds
    await running
    await world.finish(ada)
    assert await world.found("canary-running") == []
    assert await world.audit() == []


async def test_it_takes_the_address_and_the_password(world: World) -> None:
    signed_in, ada = await world.join("proof@example.com")

    async def refused(confirm: str, password: str | None) -> str:
        with pytest.raises((InvalidInputError, WrongPasswordError)) as refusal:
            await world.erasures.delete_mine(ada, confirm=confirm, password=password)
        return f"{refusal.value.code} {refusal.value.message}"

    assert await refused("yes", PASSWORD) == "INVALID_INPUT confirm: must be your e-mail address"
    assert await refused(ada.user_id, PASSWORD) == "INVALID_INPUT confirm: must be your e-mail address"
    assert await refused("proof@example.com", None) == "INVALID_INPUT password: must be your password"
    assert (await refused("proof@example.com", "wrong")).startswith("WRONG_PASSWORD ")
    assert (await world.identity.authenticate(signed_in.access_token)).user_id == ada.user_id
    await world.erasures.delete_mine(ada, confirm=" Proof@Example.com", password=PASSWORD)
    assert (await world.user(ada)).status is UserStatus.ERASING


async def test_who_has_no_password_must_have_signed_in_just_now(world: World) -> None:
    _, guest = await world.join("guest@example.com")
    values = {"password_hash": None, "email": None}
    await User.get_pymongo_collection().update_one({"_id": guest.user_id}, {"$set": values})
    world.shop.clock.advance(minutes=11)
    with pytest.raises(SignInAgainError):
        await world.erasures.delete_mine(guest, confirm=guest.user_id, password=None)
    signed_in = await world.identity.sessions.open(await world.user(guest))
    again = await world.identity.authenticate(signed_in.access_token)
    with pytest.raises(InvalidInputError, match=r"^confirm: must be your user id$"):
        await world.erasures.delete_mine(again, confirm="guest@example.com", password=None)
    await world.erasures.delete_mine(again, confirm=guest.user_id, password=None)
    await world.finish(guest)


async def test_debts_and_open_disputes_come_first(world: World) -> None:
    shop = world.shop
    _, owing = await world.join()
    await shop.ledger.grant(owing.wallet_id, "test:a", source=GrantSource.PURCHASE, amount=5, reference="pay_a")
    await shop.ledger.revoke(owing.wallet_id, "test:b", reference="pay_a", amount=WELCOME + 6)
    with pytest.raises(AccountInDebtError):
        await world.delete(owing)
    _, disputing = await world.join()
    payment = (await shop.buy(disputing)).payment
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
    await shop.becomes(payment, PaymentStatus.DISPUTED)
    with pytest.raises(AccountInDisputeError):
        await world.delete(disputing)
    assert (await world.user(disputing)).status is UserStatus.ACTIVE


async def test_the_last_admin_stays_however_many_go_at_once(world: World) -> None:
    await User.get_pymongo_collection().update_many({}, {"$set": {"role": Role.USER.value}})
    admins = [(await world.join())[1] for _ in range(2)]
    ids = [admin.user_id for admin in admins]
    await User.get_pymongo_collection().update_many({"_id": {"$in": ids}}, {"$set": {"role": Role.ADMIN.value}})
    gone = await asyncio.gather(*(world.delete(admin) for admin in admins), return_exceptions=True)
    assert sorted(map(repr, gone)) == sorted([repr(None), repr(next(each for each in gone if each is not None))])
    assert [type(each) for each in gone if each is not None] == [LastAdminError]
    assert await User.find({"role": Role.ADMIN.value, "status": UserStatus.ACTIVE.value}).count() == 1
    (left,) = [admin for admin, each in zip(admins, gone, strict=True) if each is not None]
    with pytest.raises(LastAdminError):
        await marks(world).erase("command line", left.user_id, "Whatever")


def marks(world: World) -> ErasureMarks:
    clock = world.shop.clock
    return ErasureMarks(AdminActions(clock), ErasedAddresses(signing_secret=SIGNING_SECRET, clock=clock), clock)


async def test_an_admin_may_whatever_is_owed_and_it_is_on_record_until_it_is_done(world: World) -> None:
    _, owing = await world.join("owing@example.com")
    await world.shop.ledger.revoke(owing.wallet_id, "test:b", reference="pay_a", amount=WELCOME + 6)
    command = marks(world)
    with pytest.raises(InvalidInputError):
        await command.erase("command line", "owing@example.com", " ")
    with pytest.raises(NotFoundError):
        await command.erase("command line", "nobody@example.com", "Asked by letter")
    assert await command.erase("command line", "Owing@example.com", "Asked by letter") == owing.user_id
    assert await command.erase("command line", owing.user_id, "Asked by letter") == owing.user_id
    (row,) = await AdminAction.find({"target_id": owing.user_id}).to_list()
    assert (row.action, row.details, row.outcome) == ("erase_user", {"reason": "Asked by letter"}, None)
    with pytest.raises(NotFoundError):
        await Suspensions(AdminActions(world.shop.clock)).activate("command line", "owing@example.com", "Back")
    await world.finish(owing)
    (row,) = await AdminAction.find({"target_id": owing.user_id}).to_list()
    assert row.outcome == "done"


async def test_a_command_after_the_user_asked_leaves_no_row_open(world: World) -> None:
    _, ada = await world.join()
    await world.delete(ada)
    assert await marks(world).erase("command line", ada.user_id, "Asked by letter, too") == ada.user_id
    (row,) = await AdminAction.find({"target_id": ada.user_id}).to_list()
    assert row.outcome == "done"
