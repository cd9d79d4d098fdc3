"""Guessing is stopped by e-mail and by place, at all servers together."""

import asyncio
from collections import Counter

import pytest

from models.user import User
from services.identity.errors import InvalidCredentialsError, TooManyAttemptsError
from services.identity.passwords import PasswordKeeper
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.places import place_of
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock

ADA, PASSWORD = "ada@example.com", "a long enough passphrase, 42"
PLACE = "203.0.113.7"


async def outcome(identity: IdentityService, email: str, password: str, place: str | None = None) -> str:
    try:
        await identity.login(email, password, place)
    except (InvalidCredentialsError, TooManyAttemptsError) as error:
        return error.code
    return "in"


async def test_guesses_sent_at_once_to_two_servers_do_not_slip_in(
    mailing: IdentityService, settings: Settings, ledger: Ledger, clock: MovableClock
) -> None:
    await mailing.register(ADA, PASSWORD, "Ada")
    other = IdentityService(
        settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET, passwords=mailing._passwords
    )
    servers = (mailing, other)
    told = await asyncio.gather(*(outcome(servers[n % 2], ADA, f"wrong horse {n}") for n in range(40)))
    assert Counter(told) == {"INVALID_CREDENTIALS": 6, "TOO_MANY_ATTEMPTS": 34}
    assert await outcome(other, ADA, PASSWORD) == "TOO_MANY_ATTEMPTS"


async def test_guesses_at_many_accounts_from_one_place_are_stopped(
    mailing: IdentityService, clock: MovableClock
) -> None:
    await mailing.register(ADA, PASSWORD, "Ada")
    told = await asyncio.gather(*(outcome(mailing, f"{n}@example.com", "wrong horse", PLACE) for n in range(130)))
    assert Counter(told) == {"INVALID_CREDENTIALS": 100, "TOO_MANY_ATTEMPTS": 30}
    assert await outcome(mailing, ADA, PASSWORD, PLACE) == "TOO_MANY_ATTEMPTS"
    assert await outcome(mailing, ADA, PASSWORD, "203.0.113.8") == "in"
    clock.move(seconds=900)
    assert await outcome(mailing, ADA, PASSWORD, PLACE) == "in"


async def test_a_right_password_does_not_reopen_a_place(mailing: IdentityService) -> None:
    await mailing.register(ADA, PASSWORD, "Ada")
    for number in range(99):
        await mailing._throttle.failed(f"{number}@example.com", PLACE)
    assert await outcome(mailing, ADA, PASSWORD, PLACE) == "in"
    assert await outcome(mailing, "100@example.com", "wrong horse", PLACE) == "INVALID_CREDENTIALS"
    assert await outcome(mailing, ADA, PASSWORD, PLACE) == "TOO_MANY_ATTEMPTS"


async def test_an_office_of_people_who_know_their_passwords_is_never_stopped(mailing: IdentityService) -> None:
    await mailing.register(ADA, PASSWORD, "Ada")
    told = [await outcome(mailing, ADA, PASSWORD, PLACE) for _ in range(120)]
    assert Counter(told) == {"in": 120}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", None),
        (None, None),
    ],
)
def test_a_place_is_as_coarse_as_callers_can_change_it(address: str | None, place: str | None) -> None:
    assert place_of(address) == place


@pytest.mark.nightly
async def test_ten_thousand_guesses_at_one_account_tell_six(mailing: IdentityService) -> None:
    await mailing.register(ADA, PASSWORD, "Ada")
    told = Counter[str]()
    for start in range(0, 10_000, 100):
        told += Counter(
            await asyncio.gather(
                *(outcome(mailing, ADA, f"wrong horse {n}", f"2001:db8:{n:x}::1") for n in range(start, start + 100))
            )
        )
    assert told == {"INVALID_CREDENTIALS": 6, "TOO_MANY_ATTEMPTS": 9_994}


async def test_an_unknown_email_costs_the_same_calls_and_hashes_as_a_wrong_password(
    mailing: IdentityService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server asks its database, call by call, and how often it hashes."""
    await mailing.register(ADA, PASSWORD, "Ada")
    database = User.get_pymongo_collection().database
    hashes = 0
    verify = PasswordKeeper.verify

    async def counted(keeper: PasswordKeeper, password: str, stored: str | None) -> tuple[bool, str | None]:
        nonlocal hashes
        hashes += 1
        return await verify(keeper, password, stored)

    monkeypatch.setattr(PasswordKeeper, "verify", counted)

    async def work(email: str) -> tuple[int, Counter[tuple[str, str]]]:
        nonlocal hashes
        hashes = 0
        await database.command({"profile": 2})
        assert await outcome(mailing, email, "wrong horse", PLACE) == "INVALID_CREDENTIALS"
        await database.command({"profile": 0})
        # Not what chats of other tests leave to be looked after.
        of_the_call = {"op": {"$ne": "getmore"}, "ns": {"$not": {"$regex": "[.]generations$"}}}
        calls = await database["system.profile"].find(of_the_call).to_list()
        await database.drop_collection("system.profile")
        return hashes, Counter((call["op"], call["ns"].partition(".")[2]) for call in calls)

    await work("first@example.com")  # the place's counts are made
    known, unknown = await work(ADA), await work("nobody@example.com")
    assert known == unknown
    assert known[0] == 1
    assert known[1]["query", "users"] == 1
