"""Passwords are changed by whoever knows the present one, or reads the account's mail."""

import asyncio

import pytest

from database.setup import Database
from messages import Language
from models.api_key import ApiScope
from models.user import Role, User
from services.api_keys.service import ApiKeyOrder, ApiKeys
from services.errors import InvalidInputError, NotAuthenticatedError
from services.identity.account import SignedIn
from services.identity.errors import (
    EmailLoginClosedError,
    InvalidCredentialsError,
    LinkInvalidError,
    SessionExpiredError,
    TooManyAttemptsError,
    WeakPasswordError,
    WrongPasswordError,
)
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.mail import Outbox
from services.mail.errors import TooManyMailsError
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox

ADA = "ada@example.com"
PASSWORD, ANOTHER = "a long enough passphrase, 42", "another passphrase, 43"


async def register(identity: IdentityService, email: str = ADA) -> tuple[SignedIn, Viewer]:
    signed_in = await identity.register(email, PASSWORD, "Ada")
    return signed_in, await identity.authenticate(signed_in.access_token)


async def reset_token(identity: IdentityService, mailbox: Mailbox) -> str:
    await identity.password_changes.request_reset(ADA, Language.EN)
    await identity.send_mails()
    return mailbox.token(ADA, "reset-password")


async def api_key(clock: MovableClock, viewer: Viewer) -> str:
    made = await ApiKeys(clock).create(viewer, ApiKeyOrder(name="key", scopes=[ApiScope.READ]))
    assert made.token is not None
    return made.token


async def test_a_reset_sets_the_password_and_ends_all_that_was_open(
    mailing: IdentityService, mailbox: Mailbox, clock: MovableClock
) -> None:
    signed_in, viewer = await register(mailing)
    key = await api_key(clock, viewer)
    token = await reset_token(mailing, mailbox)
    assert any(f"\nhttps://tokens.example/reset-password?token={token}\n" in mail.text for mail in mailbox.of(ADA))
    await mailing.password_changes.reset(token, ANOTHER)
    for ended in (signed_in.access_token, key):
        with pytest.raises(NotAuthenticatedError):
            await mailing.authenticate(ended)
    with pytest.raises(SessionExpiredError):
        await mailing.refresh(signed_in.refresh_token)
    with pytest.raises(InvalidCredentialsError):
        await mailing.login(ADA, PASSWORD)
    assert (await mailing.login(ADA, ANOTHER)).account.email_verified
    await mailing.send_mails()
    assert mailbox.mails[-1].subject == "Your password at tokens.example was changed"


async def test_a_reset_link_is_good_once_and_for_half_an_hour(
    mailing: IdentityService, mailbox: Mailbox, clock: MovableClock
) -> None:
    await register(mailing)
    first, second, third = [await reset_token(mailing, mailbox) for _ in range(3)]
    with pytest.raises(WeakPasswordError):
        await mailing.password_changes.reset(first, "short")
    await mailing.password_changes.reset(first, ANOTHER)
    for used in (first, second):  # the other one ends with it
        with pytest.raises(LinkInvalidError):
            await mailing.password_changes.reset(used, PASSWORD)
    assert third != second
    clock.move(hours=2)
    late = await reset_token(mailing, mailbox)
    clock.move(minutes=30)
    with pytest.raises(LinkInvalidError):
        await mailing.password_changes.reset(late, PASSWORD)
    await mailing.login(ADA, ANOTHER)


@pytest.mark.parametrize(
    ("verified", "by_hand", "stays"), [(False, False, False), (True, True, False), (True, False, True)]
)
async def test_a_reset_leaves_only_sign_ins_that_the_verified_address_joined(
    mailing: IdentityService,
    mailbox: Mailbox,
    database: Database,
    clock: MovableClock,
    *,
    verified: bool,
    by_hand: bool,
    stays: bool,
) -> None:
    _, viewer = await register(mailing)
    await mailing.send_mails()
    if verified:
        await mailing.addresses.verify(mailbox.token(ADA), password=PASSWORD)
    slot = f"{viewer.user_id}:github"
    eve = {"_id": "github:eve", "provider": "github", "subject": "eve", "user_id": viewer.user_id, "slot": slot}
    await database["external_identities"].insert_one({**eve, "by_hand": by_hand})
    await mailing.password_changes.reset(await reset_token(mailing, mailbox), ANOTHER)
    row = await database["external_identities"].find_one_and_delete({"_id": "github:eve"})
    assert row is not None
    assert (row["slot"], row.get("unlinked_at")) == ((slot, None) if stays else (None, clock.now))


async def test_of_many_resets_at_once_one_is_done(mailing: IdentityService, mailbox: Mailbox) -> None:
    await register(mailing)
    token = await reset_token(mailing, mailbox)
    passwords = [f"another passphrase, {number}" for number in range(6)]
    results = await asyncio.gather(
        *(mailing.password_changes.reset(token, each) for each in passwords), return_exceptions=True
    )
    assert results.count(None) == 1
    await mailing.login(ADA, passwords[results.index(None)])


async def test_whoever_has_no_password_yet_chooses_one_by_a_reset(mailing: IdentityService, mailbox: Mailbox) -> None:
    _, viewer = await register(mailing)
    await User.get_pymongo_collection().update_one({"_id": viewer.user_id}, {"$set": {"password_hash": None}})
    with pytest.raises(InvalidCredentialsError):
        await mailing.login(ADA, PASSWORD)
    await mailing.password_changes.reset(await reset_token(mailing, mailbox), ANOTHER)
    await mailing.login(ADA, ANOTHER)


async def test_a_reset_lets_its_owner_in_who_had_to_wait(mailing: IdentityService, mailbox: Mailbox) -> None:
    await register(mailing)
    for _ in range(6):
        with pytest.raises(InvalidCredentialsError):
            await mailing.login(ADA, "wrong horse")
    await mailing.password_changes.reset(await reset_token(mailing, mailbox), ANOTHER)
    await mailing.login(ADA, ANOTHER)


_OF_THE_CALL = {"op": {"$ne": "command"}, "ns": {"$not": {"$regex": "[.]generations$"}}}
"""Not what chats of other tests leave to be looked after."""


async def test_asking_does_the_same_for_an_account_and_for_none(mailing: IdentityService, database: Database) -> None:
    """What the server asks its database, call by call, and every answer of it."""
    await register(mailing)

    async def asked(email: str) -> list[tuple[str, str, object]]:
        await database.command({"profile": 2})
        assert await mailing.password_changes.request_reset(email, Language.EN, "192.0.2.7") is None
        await database.command({"profile": 0})
        rows = await database["system.profile"].find(_OF_THE_CALL).to_list()
        await database.drop_collection("system.profile")
        return [(row["op"], row["ns"].partition(".")[2], row.get("nreturned")) for row in rows]

    await asked("first@example.com")  # the place's count is made
    known, unknown = await asked(ADA), await asked("nobody@example.com")
    assert known == unknown
    assert len(known) >= 1
    assert "users" not in {collection for _, collection, _ in known}


async def test_nobody_gets_a_mail_and_nothing_is_kept_where_there_is_no_account(
    mailing: IdentityService, mailbox: Mailbox, database: Database
) -> None:
    await mailing.password_changes.request_reset("nobody@example.com", Language.EN)
    await mailing.send_mails()
    assert mailbox.mails == []
    assert await database["outgoing_mails"].count_documents({}) == 0
    assert await database["account_links"].count_documents({}) == 0


@pytest.mark.parametrize("email", [ADA, "nobody@example.com"])
async def test_resets_are_bounded_by_address(mailing: IdentityService, email: str) -> None:
    await register(mailing)
    for _ in range(3):
        await mailing.password_changes.request_reset(email, Language.EN)
    with pytest.raises(TooManyMailsError):
        await mailing.password_changes.request_reset(email, Language.EN)


async def test_resets_are_bounded_by_place(mailing: IdentityService) -> None:
    results = await asyncio.gather(
        *(
            mailing.password_changes.request_reset(f"{number}@example.com", Language.EN, f"2001:db8::{number}")
            for number in range(40)
        ),
        return_exceptions=True,
    )
    assert results.count(None) == 30
    with pytest.raises(InvalidInputError):
        await mailing.password_changes.request_reset("no address", Language.EN)


async def test_a_change_ends_the_other_sessions_and_the_links_and_leaves_keys(
    mailing: IdentityService, mailbox: Mailbox, clock: MovableClock
) -> None:
    other, viewer = await register(mailing)
    mine = await mailing.login(ADA, PASSWORD)
    viewer = await mailing.authenticate(mine.access_token)
    key = await api_key(clock, viewer)
    link = await reset_token(mailing, mailbox)
    assert await mailing.password_changes.change(viewer, PASSWORD, ANOTHER, Language.EN) == 1
    assert (await mailing.authenticate(mine.access_token)).user_id == viewer.user_id
    await mailing.authenticate(key)
    await mailing.refresh(mine.refresh_token)
    with pytest.raises(NotAuthenticatedError):
        await mailing.authenticate(other.access_token)
    with pytest.raises(SessionExpiredError):
        await mailing.refresh(other.refresh_token)
    with pytest.raises(LinkInvalidError):
        await mailing.password_changes.reset(link, PASSWORD)
    await mailing.password_changes.change(viewer, ANOTHER, PASSWORD, Language.EN, end_api_keys=True)
    with pytest.raises(NotAuthenticatedError):
        await mailing.authenticate(key)


async def test_a_change_needs_the_present_password(mailing: IdentityService, mailbox: Mailbox) -> None:
    signed_in, viewer = await register(mailing)
    with pytest.raises(WeakPasswordError):
        await mailing.password_changes.change(viewer, PASSWORD, "short", Language.EN)
    for _ in range(6):
        with pytest.raises(WrongPasswordError):
            await mailing.password_changes.change(viewer, "wrong horse", ANOTHER, Language.EN)
    with pytest.raises(TooManyAttemptsError):
        await mailing.password_changes.change(viewer, PASSWORD, ANOTHER, Language.EN)
    await mailing.login(ADA, PASSWORD)
    await mailing.refresh(signed_in.refresh_token)


async def test_of_two_changes_at_once_one_takes_place(mailing: IdentityService) -> None:
    _, viewer = await register(mailing)
    results = await asyncio.gather(
        *(mailing.password_changes.change(viewer, PASSWORD, f"{ANOTHER}{n}", Language.EN) for n in range(2)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["WrongPasswordError", "int"]


@pytest.fixture
async def closed(
    mailing: IdentityService, settings: Settings, ledger: Ledger, clock: MovableClock, mailbox: Mailbox
) -> IdentityService:
    """With ALLOW_EMAIL_LOGIN off, on the same database."""
    off = settings.model_copy(update={"allow_email_login": False})
    return IdentityService(
        settings=off,
        clock=clock,
        ledger=ledger,
        signing_secret=SIGNING_SECRET,
        passwords=mailing._passwords,
        outbox=Outbox(mailbox, clock),
    )


async def test_with_email_login_off_only_admins_sign_in_by_password(
    mailing: IdentityService, closed: IdentityService, mailbox: Mailbox
) -> None:
    await register(mailing)
    await register(mailing, "root@example.com")
    await User.get_pymongo_collection().update_one({"email": "root@example.com"}, {"$set": {"role": Role.ADMIN.value}})
    token = await reset_token(mailing, mailbox)
    for email, password in ((ADA, PASSWORD), (ADA, "wrong horse"), ("nobody@example.com", PASSWORD)):
        with pytest.raises(EmailLoginClosedError):
            await closed.login(email, password)
    with pytest.raises(EmailLoginClosedError):
        await closed.login("root@example.com", "wrong horse")
    assert (await closed.login("root@example.com", PASSWORD)).account.role is Role.ADMIN
    with pytest.raises(EmailLoginClosedError):
        await register(closed, "eve@example.com")
    with pytest.raises(EmailLoginClosedError):
        await closed.password_changes.request_reset(ADA, Language.EN)
    with pytest.raises(EmailLoginClosedError):
        await closed.password_changes.reset(token, ANOTHER)


async def test_a_right_password_is_no_easier_to_tell_where_email_login_is_off(
    mailing: IdentityService, closed: IdentityService
) -> None:
    await register(mailing)
    for _ in range(6):
        with pytest.raises(EmailLoginClosedError):
            await closed.login(ADA, PASSWORD)
    with pytest.raises(TooManyAttemptsError):
        await closed.login(ADA, PASSWORD)
