"""E2: which account a sign-in opens. Never one whose address it did not prove; nothing of a stranger stays in it."""

import asyncio
from secrets import token_urlsafe

import pytest

from models.api_key import ApiScope
from models.external_identity import ExternalIdentity
from models.outgoing_mail import MailKind, OutgoingMail
from models.session import Session
from models.user import Role, User, UserStatus
from services.api_keys.service import ApiKeyOrder
from services.errors import NotAuthenticatedError, NotFoundError, TokentillError
from services.identity.account import SignedIn
from services.identity.errors import (
    AccountSuspendedError,
    InvalidCredentialsError,
    RegistrationClosedError,
    SignInAgainError,
)
from services.identity.notices import AccountNotices
from services.identity.token_versions import end_of_all
from services.identity.viewer import Viewer
from services.mail import Outbox
from services.sign_in.errors import EmailUnverifiedError, LastWayInError, SignInNotLinkedError, SignInTakenError
from tests.support.mailbox import Mailbox
from tests.support.sign_in_stand import VERIFIER, SignInStand, sign_in_settings, sign_in_stand

PASSWORD = "a long enough passphrase, 42"


async def registered(stand: SignInStand, *, verified: bool = True, **changes: object) -> User:
    await stand.identity.register("ada@example.com", PASSWORD, "Ada")
    values = {"email_verified_at": stand.clock() if verified else None, **changes}
    await User.get_pymongo_collection().update_one({"email": "ada@example.com"}, {"$set": values})
    return await stand.user("ada@example.com")


def caller_of(signed_in: SignedIn) -> Viewer:
    return signed_in.account.viewer(signed_in.session_id)


async def refused(stand: SignInStand, error: type[TokentillError], provider: str = "example") -> None:
    """It opens nothing, links nothing and makes nothing."""
    before = (await stand.rows(), await User.count(), await Session.count())
    code = await stand.code(provider)
    with pytest.raises(error):
        await stand.sign_ins.exchange(code, VERIFIER)
    assert (await stand.rows(), await User.count(), await Session.count()) == before


async def viewer_of(stand: SignInStand, user_id: str) -> Viewer:
    """The user, in a session that is open."""
    user = await User.find_one(User.id == user_id)
    assert user is not None
    return await stand.identity.authenticate((await stand.identity.sessions.open(user)).access_token)


async def test_an_account_with_the_verified_address_is_opened_and_keeps_its_password(stand: SignInStand) -> None:
    user = await registered(stand)
    stand.remote.person["email"] = "ADA@Example.com"
    assert (await stand.signed_in()).account.id == user.id
    assert (await stand.identity.login("ada@example.com", PASSWORD)).account.id == user.id
    assert await User.count() == 1


@pytest.mark.parametrize(
    "told", [{"email_verified": False}, {"email_verified": "true"}, {"email": "no address"}, {"email": 5}]
)
async def test_an_unverified_address_opens_and_makes_nothing(stand: SignInStand, told: dict[str, object]) -> None:
    await registered(stand)
    stand.remote.person |= told
    await refused(stand, EmailUnverifiedError)
    stand.remote.person |= {"email": "nobody@example.com", "email_verified": False}
    await refused(stand, EmailUnverifiedError)


async def test_whoever_registered_the_address_before_its_owner_keeps_nothing(stand: SignInStand) -> None:
    attacker = await stand.identity.register("ada@example.com", PASSWORD, "Mallory")
    viewer = await stand.identity.authenticate(attacker.access_token)
    key = await stand.api_keys.create(viewer, ApiKeyOrder(name="mine", scopes=[ApiScope.READ]))
    assert key.token is not None
    linked = {"_id": "github:mallory", "provider": "github", "subject": "mallory", "user_id": viewer.user_id}
    rows = ExternalIdentity.get_pymongo_collection()
    await rows.insert_one({**linked, "slot": f"{viewer.user_id}:github"})
    owner = await stand.signed_in()
    assert owner.account.id == attacker.account.id
    stand.clock.move(seconds=3)
    for token in (attacker.access_token, key.token):
        with pytest.raises(NotAuthenticatedError):
            await stand.identity.authenticate(token)
    with pytest.raises(InvalidCredentialsError):
        await stand.identity.login("ada@example.com", PASSWORD)
    assert (await stand.identity.authenticate(owner.access_token)).user_id == owner.account.id
    user = await stand.user("ada@example.com")
    assert (user.password_hash, user.email_verified_at is not None) == (None, True)
    assert [row["_id"] async for row in rows.find({"slot": {"$ne": None}})] == ["example:ada-1"]


async def test_a_sign_in_that_they_linked_opens_the_account_no_more(stand: SignInStand) -> None:
    account = (await stand.identity.register("ada@example.com", PASSWORD, "Mallory")).account
    viewer = await viewer_of(stand, account.id)
    stand.remote.person |= {"sub": "mallory-1", "email": "mallory@example.com"}
    await stand.sign_ins.link(viewer, await stand.code(), VERIFIER)
    late = await stand.code("other")
    stand.remote.person |= {"sub": "ada-1", "email": "ada@example.com"}
    assert (await stand.signed_in()).account.id == account.id
    assert await stand.rows() == [("example:ada-1", account.id, True), ("example:mallory-1", account.id, False)]
    with pytest.raises(NotAuthenticatedError):
        await stand.sign_ins.link(viewer, late, VERIFIER)
    assert ("other:mallory-1", account.id, False) in await stand.rows()
    stand.remote.person |= {"sub": "mallory-1", "email": "mallory@example.com"}
    await refused(stand, SignInNotLinkedError)


async def test_twenty_first_sign_ins_at_once_make_one_account(stand: SignInStand) -> None:
    codes = [await stand.code() for _ in range(20)]
    signed_in = await asyncio.gather(*(stand.sign_ins.exchange(code, VERIFIER) for code in codes))
    assert len({each.account.id for each in signed_in}) == 1
    assert await User.count() == 1
    assert await stand.rows() == [("example:ada-1", signed_in[0].account.id, True)]


async def test_an_admins_account_is_never_opened_by_its_address(stand: SignInStand) -> None:
    await registered(stand, role=Role.ADMIN.value)
    await refused(stand, SignInNotLinkedError)


async def test_another_person_with_the_address_does_not_get_the_account(stand: SignInStand) -> None:
    await stand.signed_in()
    stand.remote.person["sub"] = "somebody-who-has-the-address-now"
    await refused(stand, SignInNotLinkedError)


async def test_a_suspended_user_is_refused(stand: SignInStand) -> None:
    await registered(stand, status=UserStatus.SUSPENDED.value)
    await refused(stand, AccountSuspendedError)
    await User.get_pymongo_collection().update_one({}, {"$set": {"status": UserStatus.ACTIVE.value}})
    signed_in = await stand.signed_in()
    await User.get_pymongo_collection().update_one({}, {"$set": {"status": UserStatus.SUSPENDED.value}})
    await refused(stand, AccountSuspendedError)
    stand.clock.move(seconds=3)
    with pytest.raises(NotAuthenticatedError):
        await stand.identity.authenticate(signed_in.access_token)


async def test_while_registration_is_closed_only_accounts_that_are_there_open(
    stand: SignInStand, settings, remote, identity
) -> None:
    closed = sign_in_settings(settings, remote, allow_registration=False)
    async with sign_in_stand(closed, remote, identity, stand.clock) as other:
        await refused(other, RegistrationClosedError)
        user = await registered(stand)
        assert (await other.signed_in()).account.id == user.id


@pytest.mark.parametrize(
    ("name", "shown"),
    [("  Ada L. ", "Ada L."), ("", "ada"), (None, "ada"), ("\u202eevil", "ada"), ("n" * 300, "n" * 100)],
)
async def test_a_name_is_taken_as_far_as_one_may_be_called_so(stand: SignInStand, name: str | None, shown: str) -> None:
    stand.remote.person["name"] = name
    assert (await stand.signed_in()).account.name == shown


async def test_a_row_whose_user_was_erased_opens_a_new_account(stand: SignInStand) -> None:
    first = await stand.signed_in()
    await User.get_pymongo_collection().delete_one({"_id": first.account.id})
    second = await stand.signed_in()
    assert second.account.id != first.account.id
    assert await stand.rows() == [("example:ada-1", second.account.id, True)]


async def test_a_signed_in_user_links_any_sign_in_and_unlinks_it_for_good(stand: SignInStand) -> None:
    user = await registered(stand, role=Role.ADMIN.value)
    viewer = caller_of(await stand.identity.login("ada@example.com", PASSWORD))
    stand.remote.person |= {"email": None, "email_verified": False}
    linked = await stand.sign_ins.link(viewer, await stand.code(), VERIFIER)
    assert [row.provider for row in linked] == ["example"]
    assert (await stand.signed_in()).account.id == user.id
    assert await stand.sign_ins.unlink(viewer, "example") == []
    stand.remote.person |= {"email": "ada@example.com", "email_verified": True}
    await refused(stand, SignInNotLinkedError)
    with pytest.raises(NotFoundError):
        await stand.sign_ins.unlink(viewer, "example")
    await stand.sign_ins.link(viewer, await stand.code(), VERIFIER)
    assert (await stand.signed_in()).account.id == user.id


async def test_a_sign_in_of_somebody_else_cannot_be_linked(stand: SignInStand) -> None:
    theirs = await stand.signed_in()
    mine = await stand.identity.register("bob@example.com", PASSWORD, "Bob")
    code = await stand.code()
    with pytest.raises(SignInTakenError):
        await stand.sign_ins.link(caller_of(mine), code, VERIFIER)
    stand.remote.person["sub"] = "bob-1"
    await stand.sign_ins.link(caller_of(mine), await stand.code(), VERIFIER)
    stand.remote.person["sub"] = "bob-2"
    code = await stand.code()
    with pytest.raises(SignInTakenError):
        await stand.sign_ins.link(caller_of(mine), code, VERIFIER)
    expected = [("example:ada-1", theirs.account.id, True), ("example:bob-1", mine.account.id, True)]
    assert await stand.rows() == expected


async def test_the_owner_is_told_of_a_sign_in_that_was_linked(stand: SignInStand) -> None:
    mine = await stand.identity.register("bob@example.com", PASSWORD, "Bob")
    stand.identity.notices = AccountNotices(Outbox(Mailbox(), stand.clock))
    await stand.sign_ins.link(caller_of(mine), await stand.code(), VERIFIER)
    (order,) = await OutgoingMail.find_all().to_list()
    assert (order.kind, order.to) == (MailKind.SIGN_IN_LINKED, "bob@example.com")


async def test_the_last_way_in_stays_whoever_takes_two_at_once(stand: SignInStand) -> None:
    viewer = caller_of(await stand.signed_in())
    with pytest.raises(LastWayInError):
        await stand.sign_ins.unlink(viewer, "example")
    await stand.sign_ins.link(viewer, await stand.code("other"), VERIFIER)
    both = (stand.sign_ins.unlink(viewer, name) for name in ("example", "other"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(each, LastWayInError) for each in results) == 1
    assert len(await stand.sign_ins.linked(viewer.user_id)) == 1


async def test_an_old_session_links_and_unlinks_nothing_however_often_it_was_renewed(stand: SignInStand) -> None:
    """Who stole one would have a way in of their own, and could take the owner's away."""
    signed_in = await stand.signed_in()
    before = await stand.rows()
    stand.clock.move(minutes=10, seconds=1)
    viewer = caller_of(await stand.identity.refresh(signed_in.refresh_token))
    code = await stand.code("other")
    with pytest.raises(SignInAgainError):
        await stand.sign_ins.link(viewer, code, VERIFIER)
    with pytest.raises(SignInAgainError):
        await stand.sign_ins.unlink(viewer, "example")
    assert await stand.rows() == before
    again = await stand.signed_in()
    assert len(await stand.sign_ins.link(caller_of(again), code, VERIFIER)) == 2  # the code was not used up


async def test_a_call_that_was_let_in_before_all_sessions_ended_links_nothing_that_stays(stand: SignInStand) -> None:
    signed_in = await stand.signed_in()
    viewer = await stand.identity.authenticate(signed_in.access_token)
    code = await stand.code("other")
    await User.get_pymongo_collection().update_one({"_id": viewer.user_id}, end_of_all(but=None))
    with pytest.raises(NotAuthenticatedError):
        await stand.sign_ins.link(viewer, code, VERIFIER)
    assert [row.provider for row in await stand.sign_ins.linked(viewer.user_id)] == ["example"]


async def test_a_guest_becomes_the_new_account_or_goes_over_to_the_one_that_was_there(stand: SignInStand) -> None:
    first = (await stand.identity.start_guest(token_urlsafe(32), "203.0.113.7")).account.id
    made = await stand.sign_ins.exchange(await stand.code(), VERIFIER, guest_id=first)
    assert (made.account.id, made.account.role) == (first, Role.USER)
    assert await stand.rows() == [("example:ada-1", first, True)]
    second = (await stand.identity.start_guest(token_urlsafe(32), "203.0.113.7")).account.id
    opened = await stand.sign_ins.exchange(await stand.code(), VERIFIER, guest_id=second)
    assert opened.account.id == first
    merged = await User.find_one(User.id == second)
    assert merged is not None
    assert merged.status is UserStatus.MERGED
