import asyncio
from datetime import timedelta

import pytest

from database.setup import Database
from models.ids import new_id
from services.claims import Claimed, ClaimService, ClaimStanding
from services.errors import InvalidInputError
from services.ledger import Ledger
from services.ledger.errors import ClaimTooEarlyError
from settings import Settings
from tests.support.clock import MovableClock

DAY = timedelta(days=1)


@pytest.fixture
def wallet() -> str:
    return new_id("wal")


@pytest.fixture
def claims(settings: Settings, clock: MovableClock, ledger: Ledger) -> ClaimService:
    return ClaimService(settings=settings, clock=clock, ledger=ledger)


async def entries(database: Database, wallet: str) -> int:
    return await database["ledger_entries"].count_documents({"wallet": wallet})


async def test_a_claim_gives_the_amount_once_a_period(
    claims: ClaimService, clock: MovableClock, wallet: str, database: Database
) -> None:
    first = await claims.claim(wallet, "first")
    assert (first.amount, first.next_claim_at) == (1_000, clock.now + DAY)
    assert (first.balance.available, first.balance.free) == (1_000, 1_000)
    clock.move(seconds=86_399.999)
    with pytest.raises(ClaimTooEarlyError) as caught:
        await claims.claim(wallet, "second")
    assert (caught.value.next_claim_at, caught.value.seconds_left) == (first.next_claim_at, 1)
    assert await entries(database, wallet) == 1
    clock.move(seconds=0.001)
    second = await claims.claim(wallet, "second")
    assert (second.balance.available, second.next_claim_at) == (2_000, clock.now + DAY)
    assert await entries(database, wallet) == 2


async def test_the_same_key_gives_the_same_claim_again(
    claims: ClaimService, clock: MovableClock, wallet: str, database: Database
) -> None:
    first = await claims.claim(wallet, "key")
    clock.move(seconds=100_000)
    assert await claims.claim(wallet, "key") == first
    assert await entries(database, wallet) == 1


async def test_50_claims_at_once_give_one(
    claims: ClaimService, ledger: Ledger, wallet: str, database: Database
) -> None:
    results = await asyncio.gather(
        *(claims.claim(wallet, f"key-{number}") for number in range(50)), return_exceptions=True
    )
    assert sum(isinstance(result, Claimed) for result in results) == 1
    assert sum(isinstance(result, ClaimTooEarlyError) for result in results) == 49
    assert (await ledger.balance(wallet)).available == 1_000
    assert await entries(database, wallet) == 1


async def test_50_claims_with_one_key_all_get_the_one(claims: ClaimService, wallet: str, database: Database) -> None:
    results = await asyncio.gather(*(claims.claim(wallet, "key") for _ in range(50)))
    assert results == [results[0]] * 50
    assert await entries(database, wallet) == 1


async def test_50_claims_on_two_servers_give_one(
    claims: ClaimService, database: Database, settings: Settings, clock: MovableClock, wallet: str
) -> None:
    other_ledger = Ledger(database, clock)
    other_ledger.start()
    other = ClaimService(settings=settings, clock=clock, ledger=other_ledger)
    results = await asyncio.gather(
        *((claims, other)[number % 2].claim(wallet, f"key-{number}") for number in range(50)),
        return_exceptions=True,
    )
    await other_ledger.stop()
    assert sum(isinstance(result, Claimed) for result in results) == 1
    assert sum(isinstance(result, ClaimTooEarlyError) for result in results) == 49
    assert await entries(database, wallet) == 1


async def test_status_counts_down(claims: ClaimService, clock: MovableClock, wallet: str) -> None:
    now_possible = ClaimStanding(amount=1_000, available=True, next_claim_at=None, seconds_left=0)
    assert await claims.status(wallet) == now_possible
    claimed = await claims.claim(wallet, "key")
    assert await claims.status(wallet) == ClaimStanding(1_000, False, claimed.next_claim_at, 86_400)
    clock.move(seconds=3_600.5)
    assert await claims.status(wallet) == ClaimStanding(1_000, False, claimed.next_claim_at, 82_800)
    clock.move(seconds=82_799.499)
    assert await claims.status(wallet) == ClaimStanding(1_000, False, claimed.next_claim_at, 1)
    clock.move(seconds=0.001)
    assert await claims.status(wallet) == now_possible


@pytest.mark.parametrize("key", ["", "x" * 129, "a b", "a\n", "\ud800", "\0", '{"$gt": ""}', "ключ"])
async def test_an_unusable_key_claims_nothing(claims: ClaimService, wallet: str, database: Database, key: str) -> None:
    with pytest.raises(InvalidInputError):
        await claims.claim(wallet, key)
    assert await entries(database, wallet) == 0


async def test_a_replayed_claim_tells_what_it_granted_even_when_the_setting_has_changed(settings, ledger, clock):
    wallet = new_id("wal")
    first = await ClaimService(settings=settings, clock=clock, ledger=ledger).claim(wallet, "k")
    changed = settings.model_copy(update={"claim_tokens": settings.claim_tokens + 1})
    again = await ClaimService(settings=changed, clock=clock, ledger=ledger).claim(wallet, "k")
    assert (again.amount, again.balance) == (first.amount, first.balance)


async def test_a_changed_period_counts_at_once_from_the_last_claim(
    settings: Settings, clock: MovableClock, ledger: Ledger, wallet: str
) -> None:
    def with_period(seconds: int) -> ClaimService:
        changed = settings.model_copy(update={"claim_period_seconds": seconds})
        return ClaimService(settings=changed, clock=clock, ledger=ledger)

    first = await with_period(86_400).claim(wallet, "first")
    clock.move(seconds=43_200)
    with pytest.raises(ClaimTooEarlyError) as caught:
        await with_period(43_201).claim(wallet, "second")
    assert caught.value.seconds_left == 1
    assert (await with_period(43_200).status(wallet)).available
    second = await with_period(43_200).claim(wallet, "second")  # the refusal left the key free
    assert (second.amount, second.balance.available) == (1_000, 2_000)
    again = await with_period(43_200).claim(wallet, "first")
    assert (again.amount, again.balance) == (first.amount, first.balance)
