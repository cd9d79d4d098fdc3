"""E2: Clerk's session tokens as bearer tokens. They end as sessions of ours do, whoever ends them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.responses import Response

from gateways.clerk import clerk_session_tokens_from_settings
from models.session import Session
from models.user import User, UserStatus
from services.errors import AccessTokenExpiredError, NotAuthenticatedError
from services.identity.errors import IdentityUnavailableError
from services.identity.service import IdentityService
from services.sign_in.clerk import Clerk
from services.sign_in.clerk_callers import session_id_of
from services.sign_in.errors import AccountNotLinkedError
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.identity_provider import IdentityProvider, published
from tests.support.sign_in_stand import APP, SignInStand, sign_in_settings

PARTY = APP.removesuffix("/signed-in")
EMAIL = {"email": "ada@example.com", "email_verified": True}


@pytest.fixture
async def clerk(
    stand: SignInStand, settings: Settings, remote: IdentityProvider, identity: IdentityService, clock: MovableClock
) -> AsyncIterator[Clerk]:
    clerk_settings = sign_in_settings(
        settings,
        remote,
        clerk_issuer=remote.issuer,
        clerk_jwks_url=f"{remote.issuer}/keys",
        clerk_authorized_parties=[PARTY],
    )
    clerk = Clerk(
        settings=clerk_settings,
        tokens=clerk_session_tokens_from_settings(clerk_settings, clock),
        joining=stand.sign_ins.joining,
        identity=identity,
        api_keys=stand.api_keys,
        clock=clock,
    )
    yield clerk
    await clerk.close()


def token(remote: IdentityProvider, **changes: Any) -> str:
    """As Clerk makes them, for a minute, with an address."""
    now = int(remote.clock().timestamp())
    claims = {"iss": remote.issuer, "azp": PARTY, "sid": "sess_1", "sub": "user_ada", **EMAIL}
    return remote.signed({**claims, "iat": now, "nbf": now, "exp": now + 60, **changes})


async def refused(stand: SignInStand, bearer: str, error: type[NotAuthenticatedError] = NotAuthenticatedError) -> None:
    with pytest.raises(NotAuthenticatedError) as caught:
        await stand.identity.authenticate(bearer)
    assert caught.value.code == error.code


async def test_the_first_token_makes_the_account_and_a_session(stand: SignInStand, clerk: Clerk) -> None:
    viewer = await stand.identity.authenticate(token(stand.remote))
    user = await stand.user("ada@example.com")
    assert (viewer.user_id, viewer.wallet_id, viewer.role) == (user.id, user.wallet_id, user.role)
    assert viewer.session_id == session_id_of(stand.remote.issuer, "sess_1")
    assert await stand.rows() == [("clerk:user_ada", user.id, True)]
    stand.clock.move(seconds=30)
    assert await stand.identity.authenticate(token(stand.remote, email=None, email_verified=None)) == viewer
    assert await Session.count() == 1


async def test_fifty_first_tokens_at_once_make_one_account_and_one_session(stand: SignInStand, clerk: Clerk) -> None:
    tokens = [token(stand.remote, n=n) for n in range(50)]
    viewers = await asyncio.gather(*(stand.identity.authenticate(each) for each in tokens))
    assert len(set(viewers)) == 1
    assert (await User.count(), await Session.count()) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"azp": "https://evil.example"},
        {"azp": None},
        {"azp": PARTY + "/"},
        {"sid": None},
        {"sub": None},
        {"act": {"sub": "user_operator"}},
        {"sts": "pending"},
        {"exp": None},
        {"iat": None},
        {"iss": "https://evil.example"},
        {"iss": None},
    ],
)
async def test_a_token_that_is_not_of_a_whole_session_of_our_app_is_refused(
    stand: SignInStand, clerk: Clerk, changes: dict[str, Any]
) -> None:
    await refused(stand, token(stand.remote, **changes))
    assert (await User.count(), await Session.count()) == (0, 0)


@pytest.mark.parametrize("form", ["none", "hs256", "forged"])
async def test_a_token_that_clerk_did_not_sign_is_refused(stand: SignInStand, clerk: Clerk, form: str) -> None:
    stand.remote.form = form
    await refused(stand, token(stand.remote))
    assert await User.count() == 0


async def test_a_token_that_is_early_or_has_run_out_is_refused(stand: SignInStand, clerk: Clerk) -> None:
    now = int(stand.clock().timestamp())
    await refused(stand, token(stand.remote, nbf=now + 6))
    await refused(stand, token(stand.remote, exp=now - 5), AccessTokenExpiredError)
    await refused(stand, token(stand.remote, exp=now - 5, azp="https://evil.example"))
    good = token(stand.remote)
    await stand.identity.authenticate(good)
    stand.clock.move(seconds=65)
    await refused(stand, good, AccessTokenExpiredError)


async def test_without_a_verified_address_it_waits_for_the_account(stand: SignInStand, clerk: Clerk) -> None:
    for changes in ({"email": None}, {"email_verified": "true"}, {"email_verified": None}):
        await refused(stand, token(stand.remote, **changes), AccountNotLinkedError)
    assert (await User.count(), await Session.count()) == (0, 0)


async def test_our_own_tokens_go_on(stand: SignInStand, clerk: Clerk) -> None:
    session = await stand.signed_in()
    assert (await stand.identity.authenticate(session.access_token)).user_id == session.account.id
    await refused(stand, "no token")
    await refused(stand, "a.b.c")
    await refused(stand, "é.é.é")


async def test_a_suspension_ends_what_is_open_and_refuses_the_next_token(stand: SignInStand, clerk: Clerk) -> None:
    good = token(stand.remote)
    viewer = await stand.identity.authenticate(good)
    watch = stand.identity.sessions._watch
    watch._pause = 0.02
    watching = watch.endings(good)
    ended = asyncio.ensure_future(anext(watching))
    await User.get_pymongo_collection().update_one({}, {"$set": {"status": UserStatus.SUSPENDED.value}})
    ending = await ended
    assert (ending.error.code, ending.final) == ("ACCOUNT_SUSPENDED", True)
    stand.clock.move(seconds=3)
    await refused(stand, good)
    await refused(stand, token(stand.remote))
    await refused(stand, token(stand.remote, sid="sess_2"))
    assert await stand.rows() == [("clerk:user_ada", viewer.user_id, True)]


async def test_whatever_ends_the_session_here_ends_it_for_good(stand: SignInStand, clerk: Clerk) -> None:
    viewer = await stand.identity.authenticate(token(stand.remote))
    await stand.identity.logout_everywhere(viewer)
    await refused(stand, token(stand.remote, n=1))
    stand.clock.move(days=40)
    await refused(stand, token(stand.remote))
    assert (await stand.identity.authenticate(token(stand.remote, sid="sess_2"))).user_id == viewer.user_id


async def test_a_session_lives_while_it_is_used(stand: SignInStand, clerk: Clerk) -> None:
    viewer = await stand.identity.authenticate(token(stand.remote))
    for _ in range(4):
        stand.clock.move(days=20)
        assert await stand.identity.authenticate(token(stand.remote)) == viewer
    assert await Session.count() == 1


async def test_unlinking_clerk_ends_its_sessions_and_no_others(stand: SignInStand, clerk: Clerk) -> None:
    viewer = await stand.identity.authenticate(token(stand.remote))
    other = await stand.signed_in()
    assert other.account.id == viewer.user_id
    await stand.sign_ins.unlink(viewer, "clerk")
    stand.clock.move(seconds=3)
    await refused(stand, token(stand.remote))
    await refused(stand, token(stand.remote, sid="sess_2"), AccountNotLinkedError)
    assert (await stand.identity.authenticate(other.access_token)).user_id == viewer.user_id


async def test_keys_that_cannot_be_had_are_no_refusal(stand: SignInStand, clerk: Clerk) -> None:
    stand.remote.answers["/keys"] = lambda: Response(status_code=503)
    with pytest.raises(IdentityUnavailableError):
        await stand.identity.authenticate(token(stand.remote))


async def test_only_rs256_is_taken(stand: SignInStand, clerk: Clerk) -> None:
    stand.remote.keys = [published("key-1", alg="PS256"), published("key-2")]
    await refused(stand, token(stand.remote))
