import asyncio

import pytest

from database.setup import Database
from models.session import Session
from models.user import Role, User, UserStatus
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError
from services.identity.account import SignedIn
from services.identity.errors import (
    AccountSuspendedError,
    EmailTakenError,
    InvalidCredentialsError,
    RegistrationClosedError,
    SessionExpiredError,
    TooManyAttemptsError,
    WeakPasswordError,
)
from services.identity.service import IdentityService
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerUnavailableError
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock

PASSWORD = "a long enough passphrase, 42"


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots", "attempt_counts"):
        await database[name].delete_many({})


async def register(identity: IdentityService, email: str = "ada@example.com") -> SignedIn:
    return await identity.register(email, PASSWORD, "Ada")


async def test_register_makes_one_account_with_its_welcome(
    identity: IdentityService, ledger: Ledger, clock: MovableClock
) -> None:
    signed_in = await identity.register(" Ada@Example.com", PASSWORD, " Ada ")
    account = signed_in.account
    assert (account.email, account.name, account.role) == ("ada@example.com", "Ada", Role.USER)
    assert account.created_at == clock.now
    assert await identity.profile(account.id) == account
    balance = await ledger.balance(account.wallet_id)
    assert (balance.available, balance.free, balance.seq) == (10_000, 10_000, 1)
    stored = await User.find_one(User.id == account.id)
    assert stored is not None
    assert stored.welcome_granted
    assert stored.password_hash.startswith("$argon2id$")
    viewer = await identity.authenticate(signed_in.access_token)
    assert (viewer.user_id, viewer.wallet_id, viewer.role) == (account.id, account.wallet_id, Role.USER)


async def test_no_secret_is_stored(identity: IdentityService, database: Database) -> None:
    signed_in = await register(identity)
    stored = repr([await database[name].find().to_list() for name in ("users", "sessions", "ledger_entries")])
    secret_half = signed_in.refresh_token.split(".")[1]
    for secret in (PASSWORD, signed_in.access_token, signed_in.refresh_token, secret_half):
        assert secret not in stored
    assert "ada@example.com" not in repr(await database["ledger_entries"].find().to_list())


async def test_an_email_is_taken_once_in_whatever_case(identity: IdentityService) -> None:
    await register(identity)
    with pytest.raises(EmailTakenError):
        await register(identity, "ADA@example.com ")
    assert await User.find_all().count() == 1


async def test_20_registrations_at_once_make_one_user_and_one_grant(
    identity: IdentityService, ledger: Ledger, database: Database
) -> None:
    results = await asyncio.gather(*(register(identity) for _ in range(20)), return_exceptions=True)
    made = [result for result in results if isinstance(result, SignedIn)]
    assert len(made) == 1
    assert sum(isinstance(result, EmailTakenError) for result in results) == 19
    assert await User.find_all().count() == 1
    assert await Session.find_all().count() == 1
    assert await database["ledger_entries"].count_documents({}) == 1
    assert (await ledger.balance(made[0].account.wallet_id)).available == 10_000


@pytest.mark.parametrize(
    ("email", "password", "name", "error"),
    [
        ("ada", PASSWORD, "Ada", InvalidInputError),
        ('{"$gt": ""}', PASSWORD, "Ada", InvalidInputError),
        ("ada@example.com", "1234567", "Ada", WeakPasswordError),
        ("ada@example.com", "x" * 257, "Ada", WeakPasswordError),
        ("ada@example.com", "longenough\ud800", "Ada", InvalidInputError),
        ("ada@example.com", PASSWORD, "", InvalidInputError),
        ("ada@example.com", PASSWORD, "A\0da", InvalidInputError),
        ("ada@example.com", PASSWORD, "\udfff", InvalidInputError),
    ],
)
async def test_bad_input_stores_nothing(
    identity: IdentityService, database: Database, email: str, password: str, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await identity.register(email, password, name)
    for collection in ("users", "sessions", "ledger_entries"):
        assert await database[collection].count_documents({}) == 0


async def test_registration_can_be_closed(ledger: Ledger, clock: MovableClock, settings: Settings) -> None:
    closed = settings.model_copy(update={"allow_registration": False})
    identity = IdentityService(settings=closed, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    with pytest.raises(RegistrationClosedError):
        await register(identity)
    assert await User.find_all().count() == 0
    identity.close()


class _LedgerDown:
    async def grant(self, wallet: str, key: str, *, source: GrantSource, amount: int, reference: str | None) -> object:
        raise LedgerUnavailableError


async def test_a_welcome_that_the_ledger_could_not_take_is_swept_once(
    identity: IdentityService, ledger: Ledger, clock: MovableClock, settings: Settings, database: Database
) -> None:
    broken = IdentityService(settings=settings, clock=clock, ledger=_LedgerDown(), signing_secret=SIGNING_SECRET)
    accounts = [(await register(broken, f"user{number}@example.com")).account for number in range(3)]
    assert [(await ledger.balance(account.wallet_id)).available for account in accounts] == [0, 0, 0]
    assert await broken.complete_welcomes() == 0
    counts = await asyncio.gather(*(identity.complete_welcomes(2) for _ in range(3)))
    assert sum(counts) >= 2
    await identity.complete_welcomes()
    assert [(await ledger.balance(account.wallet_id)).available for account in accounts] == [10_000] * 3
    assert await database["ledger_entries"].count_documents({}) == 3
    assert await identity.complete_welcomes() == 0
    broken.close()


async def test_login_completes_a_welcome(
    identity: IdentityService, ledger: Ledger, clock: MovableClock, settings: Settings
) -> None:
    broken = IdentityService(settings=settings, clock=clock, ledger=_LedgerDown(), signing_secret=SIGNING_SECRET)
    wallet = (await register(broken)).account.wallet_id
    await identity.login("ada@example.com", PASSWORD)
    await identity.login("ada@example.com", PASSWORD)
    assert (await ledger.balance(wallet)).available == 10_000
    broken.close()


async def test_another_welcome_amount_since_a_crash_grants_nothing_more(
    identity: IdentityService, ledger: Ledger, clock: MovableClock, settings: Settings
) -> None:
    account = (await register(identity)).account
    await User.get_pymongo_collection().update_one({"_id": account.id}, {"$set": {"welcome_granted": False}})
    more = settings.model_copy(update={"welcome_tokens": 50_000})
    other = IdentityService(settings=more, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    assert await other.complete_welcomes() == 1
    assert (await ledger.balance(account.wallet_id)).available == 10_000
    other.close()


async def test_a_welcome_of_nothing_writes_no_entry(
    ledger: Ledger, clock: MovableClock, settings: Settings, database: Database
) -> None:
    none = settings.model_copy(update={"welcome_tokens": 0})
    identity = IdentityService(settings=none, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    await register(identity)
    assert await database["ledger_entries"].count_documents({}) == 0
    assert await identity.complete_welcomes() == 0
    identity.close()


async def test_login_opens_a_session_of_its_own(identity: IdentityService) -> None:
    first = await register(identity)
    second = await identity.login("ADA@example.com", PASSWORD)
    assert second.account == first.account
    viewers = [await identity.authenticate(each.access_token) for each in (first, second)]
    assert viewers[0].session_id != viewers[1].session_id


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com", "no e-mail", '{"$gt": ""}', "x" * 4_000])
@pytest.mark.parametrize("password", ["wrong horse", "", "x" * 257])
async def test_wrong_credentials_have_one_answer(identity: IdentityService, email: str, password: str) -> None:
    await register(identity)
    with pytest.raises(InvalidCredentialsError) as caught:
        await identity.login(email, password)
    assert caught.value.message == "The e-mail address or the password is wrong."
    assert await Session.find_all().count() == 1


@pytest.mark.parametrize(("email", "password"), [("\ud800", PASSWORD), ("ada@example.com", "\0"), ("a\0", "b")])
async def test_text_that_cannot_be_stored_is_invalid_input(
    identity: IdentityService, email: str, password: str
) -> None:
    with pytest.raises(InvalidInputError):
        await identity.login(email, password)


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
async def test_failed_logins_make_an_email_wait_known_or_not(
    identity: IdentityService, clock: MovableClock, email: str
) -> None:
    await register(identity)
    for _ in range(6):
        with pytest.raises(InvalidCredentialsError):
            await identity.login(email, "wrong horse")
    with pytest.raises(TooManyAttemptsError) as caught:
        await identity.login(email, PASSWORD)
    assert caught.value.seconds_left == 2
    clock.move(seconds=2)
    if email == "ada@example.com":
        await identity.login(email, PASSWORD)


async def test_guesses_sent_at_once_do_not_slip_in(identity: IdentityService) -> None:
    await register(identity)
    guesses = [f"wrong horse {number}" for number in range(30)] + [PASSWORD]
    results = await asyncio.gather(
        *(identity.login("ada@example.com", guess) for guess in guesses), return_exceptions=True
    )
    assert sum(isinstance(result, InvalidCredentialsError) for result in results) == 6
    assert sum(isinstance(result, TooManyAttemptsError) for result in results) == 25
    assert isinstance(results[-1], TooManyAttemptsError)


async def test_right_logins_at_once_all_succeed(identity: IdentityService) -> None:
    await register(identity)
    results = await asyncio.gather(*(identity.login("ada@example.com", PASSWORD) for _ in range(20)))
    assert len({result.refresh_token for result in results}) == 20


async def test_login_renews_a_hash_of_older_parameters(identity: IdentityService) -> None:
    from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: PLC0415  # only this test makes an old hash

    account = (await register(identity)).account
    old = Argon2Hasher(time_cost=1, memory_cost=1_024, parallelism=1).hash(PASSWORD)
    await User.get_pymongo_collection().update_one({"_id": account.id}, {"$set": {"password_hash": old}})
    await identity.login("ada@example.com", PASSWORD)
    stored = await User.find_one(User.id == account.id)
    assert stored is not None
    assert stored.password_hash.startswith("$argon2id$v=19$m=8,t=1,p=1$")  # as `cheap_passwords` has it
    await identity.login("ada@example.com", PASSWORD)


async def test_an_access_token_ends_by_time(identity: IdentityService, clock: MovableClock) -> None:
    signed_in = await register(identity)
    assert (signed_in.expires_at - clock.now).total_seconds() == 900
    clock.move(seconds=900)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(signed_in.access_token)


async def test_suspension_ends_all_sessions_within_two_seconds(identity: IdentityService, clock: MovableClock) -> None:
    signed_in = await register(identity)
    await identity.authenticate(signed_in.access_token)
    await User.get_pymongo_collection().update_one(
        {"_id": signed_in.account.id}, {"$set": {"status": UserStatus.SUSPENDED.value}}
    )
    clock.move(seconds=2)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(signed_in.access_token)
    with pytest.raises(AccountSuspendedError):
        await identity.refresh(signed_in.refresh_token)
    with pytest.raises(AccountSuspendedError):
        await identity.login("ada@example.com", PASSWORD)
    with pytest.raises(InvalidCredentialsError):
        await identity.login("ada@example.com", "wrong horse")


async def test_a_new_role_counts_within_two_seconds(identity: IdentityService, clock: MovableClock) -> None:
    signed_in = await register(identity)
    assert (await identity.authenticate(signed_in.access_token)).role is Role.USER
    await User.get_pymongo_collection().update_one({"_id": signed_in.account.id}, {"$set": {"role": "admin"}})
    clock.move(seconds=2)
    assert (await identity.authenticate(signed_in.access_token)).role is Role.ADMIN


async def test_a_deleted_account_is_nobody(identity: IdentityService, clock: MovableClock) -> None:
    signed_in = await register(identity)
    await User.find_all().delete()
    with pytest.raises(NotFoundError):
        await identity.profile(signed_in.account.id)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(signed_in.access_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(signed_in.refresh_token)


async def test_many_requests_share_one_look_at_the_session(identity: IdentityService) -> None:
    signed_in = await register(identity)
    reads = 0
    read = identity.sessions._standings._read

    async def counted(session_id: str) -> object:
        nonlocal reads
        reads += 1
        return await read(session_id)

    identity.sessions._standings._read = counted  # type: ignore[method-assign, assignment]
    viewers = await asyncio.gather(*(identity.authenticate(signed_in.access_token) for _ in range(50)))
    assert len(set(viewers)) == 1
    assert reads == 1
