"""E2: an OpenID Connect provider's word counts only when all of it is in order. The provider is real HTTP and ours."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from gateways.sign_in import (
    AskedSignIn,
    ProofInvalidError,
    ProvedIdentity,
    SignInDeclinedError,
    SignInUnavailableError,
)
from gateways.sign_in.openid_connect import OpenIdProvider
from gateways.sign_in.remote_document import RemoteDocument
from tests.support.clock import MovableClock
from tests.support.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    identity_provider,
    published,
)

ASKED = AskedSignIn("state-1", "nonce-1", "v" * 43, "http://tokentill.test/auth/example/callback")
ADA = ProvedIdentity(provider="example", subject="ada-1", email="ada@example.com", email_verified=True, name="Ada")


@pytest.fixture(scope="module")
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="module")
async def served(clock: MovableClock) -> AsyncIterator[IdentityProvider]:
    async with identity_provider(clock) as provider:
        yield provider


@pytest.fixture
def remote(served: IdentityProvider) -> IdentityProvider:
    fresh = IdentityProvider(served.clock, issuer=served.issuer)
    vars(served).update(vars(fresh))
    return served


@pytest.fixture
async def provider(remote: IdentityProvider, clock: MovableClock) -> AsyncIterator[OpenIdProvider]:
    provider = OpenIdProvider(
        name="example",
        issuer=remote.issuer + "/",
        client_id=CLIENT_ID,
        client_secret=SecretStr(CLIENT_SECRET),
        clock=clock,
        other_issuers=["its.other.name"],
    )
    yield provider
    await provider.close()


async def code_of(provider: OpenIdProvider) -> str:
    """Go where a browser goes, and take what it would bring back."""
    url = await provider.authorization_url(ASKED)
    async with httpx2.AsyncClient() as browser:
        answer = await browser.get(url)
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))["code"]


async def signed_in(provider: OpenIdProvider, asked: AskedSignIn = ASKED) -> ProvedIdentity:
    return await provider.identity(await code_of(provider), asked)


async def test_the_browser_is_sent_with_pkce_state_and_nonce(remote, provider):
    url = await provider.authorization_url(ASKED)
    assert url.startswith(f"{remote.issuer}/authorize?")
    assert dict(parse_qsl(urlsplit(url).query)) == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": ASKED.redirect_uri,
        "scope": "openid email profile",
        "state": "state-1",
        "nonce": "nonce-1",
        "code_challenge": "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM",
        "code_challenge_method": "S256",
    }


async def test_its_word_is_read(provider):
    assert await signed_in(provider) == ADA


async def test_an_address_that_is_not_verified_is_told_as_such(remote, provider):
    for told in (False, "true", 1, None):
        remote.change = {"email_verified": told}
        assert (await signed_in(provider)).email_verified is False


@pytest.mark.parametrize("form", ["none", "hs256", "forged"])
async def test_a_token_that_is_not_signed_by_its_key_is_refused(remote, provider, form):
    remote.form = form
    with pytest.raises(ProofInvalidError):
        await signed_in(provider)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iss": "https://evil.example"}, "the token is another issuer's"),
        ({"iss": None}, "the token is another issuer's"),
        ({"aud": "somebody-else"}, "the token is for somebody else"),
        ({"aud": None}, "the token is for somebody else"),
        ({"aud": [CLIENT_ID, "another"]}, "the token was asked for by somebody else"),
        ({"aud": [CLIENT_ID, "another"], "azp": "another"}, "the token was asked for by somebody else"),
        ({"azp": "another"}, "the token was asked for by somebody else"),
        ({"nonce": "nonce-2"}, "the token was made for another sign-in"),
        ({"nonce": None}, "the token was made for another sign-in"),
        ({"exp": 1_772_366_400 - 30}, "the token has expired"),
        ({"exp": None}, "the token lacks a time"),
        ({"exp": True}, "the token lacks a time"),
        ({"exp": 10**400}, "the token lacks a time"),
        ({"iat": 1_772_366_400 + 31}, "the token is not good yet"),
        ({"nbf": 1_772_366_400 + 31}, "the token is not good yet"),
        ({"sub": None}, "the token has no good sub"),
        ({"sub": ""}, "the token has no good sub"),
        ({"sub": "x" * 256}, "the token has no good sub"),
    ],
)
async def test_a_token_for_another_time_place_or_person_is_refused(remote, provider, change, reason):
    remote.change = change
    with pytest.raises(ProofInvalidError, match=reason):
        await signed_in(provider)


@pytest.mark.parametrize("change", [{"aud": [CLIENT_ID, "another"], "azp": CLIENT_ID}, {"iss": "its.other.name"}])
async def test_what_the_standard_allows_is_taken(remote, provider, change):
    remote.change = change
    assert await signed_in(provider) == ADA


async def test_a_code_serves_whoever_began_and_once(provider):
    code = await code_of(provider)
    with pytest.raises(SignInDeclinedError):
        await provider.identity(code, AskedSignIn("state-1", "nonce-1", "w" * 43, ASKED.redirect_uri))
    with pytest.raises(SignInDeclinedError):
        await provider.identity(code, ASKED)


async def test_keys_that_rotate_are_fetched_and_invented_ones_ask_for_nothing_more(remote, provider, monkeypatch):
    now = 1_000.0
    monkeypatch.setattr(RemoteDocument, "_age", lambda document: now - document._fetched_at)
    await signed_in(provider)
    keys = provider._keys[f"{remote.issuer}/keys"]._document
    keys._monotonic = lambda: now
    keys._fetched_at = keys._tried_at = now
    remote.keys, remote.signs_with = [published("key-2")], "key-2"
    for _ in range(3):  # the keys were fetched just now
        with pytest.raises(ProofInvalidError, match="names a key"):
            await signed_in(provider)
    assert remote.asked.count("/keys") == 1
    now += 10
    assert await signed_in(provider) == ADA
    assert remote.asked.count("/keys") == 2


async def test_keys_are_kept_for_a_day_while_they_cannot_be_fetched(remote, provider, monkeypatch):
    now = 0.0
    await signed_in(provider)
    keys = provider._keys[f"{remote.issuer}/keys"]._document
    keys._monotonic = lambda: now
    keys._fetched_at = keys._tried_at = now
    remote.answers["/keys"] = lambda: Response(status_code=503)
    now = 86_399.0
    assert await signed_in(provider) == ADA
    now = 86_400.0
    with pytest.raises(SignInUnavailableError):
        await signed_in(provider)
    assert remote.asked.count("/keys") == 2, "the second failure came within the pause"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/keys", lambda: Response(status_code=500)),
        ("/keys", lambda: JSONResponse({"keys": []})),
        ("/keys", lambda: JSONResponse({"keys": [published("key-1", use="enc")]})),
        ("/keys", lambda: JSONResponse({"keys": [published("key-1", alg="HS256")]})),
        ("/keys", lambda: PlainTextResponse("x" * 300_000)),
        ("/keys", lambda: RedirectResponse("http://127.0.0.1:9/")),
        ("/keys", lambda: Response(b"{}", headers={"content-encoding": "gzip"})),
        ("/token", lambda: Response(status_code=502)),
        ("/token", lambda: PlainTextResponse("no JSON")),
        ("/token", lambda: PlainTextResponse("[" * 100_000)),
        ("/token", lambda: RedirectResponse("http://127.0.0.1:9/")),
    ],
)
async def test_a_provider_that_answers_badly_is_away_and_proves_nothing(remote, provider, path, answer):
    code = await code_of(provider)
    remote.answers[path] = answer
    with pytest.raises(SignInUnavailableError):
        await provider.identity(code, ASKED)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_a_discovery_document_that_is_not_its_own_is_no_document(remote, provider, discovery):
    remote.discovery = discovery
    with pytest.raises(SignInUnavailableError):
        await provider.authorization_url(ASKED)
    assert remote.asked == ["/.well-known/openid-configuration"]


async def test_an_answer_without_an_id_token_proves_nothing(remote, provider):
    code = await code_of(provider)
    remote.answers["/token"] = lambda: JSONResponse({"access_token": "at", "token_type": "Bearer"})
    with pytest.raises(ProofInvalidError):
        await provider.identity(code, ASKED)


async def test_a_token_expires_by_the_passed_clock(remote, provider, clock):
    code = await code_of(provider)
    token = remote.id_token("nonce-1")
    remote.answers["/token"] = lambda: JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": token})
    clock.now += timedelta(seconds=330)
    try:
        with pytest.raises(ProofInvalidError, match="expired"):
            await provider.identity(code, ASKED)
    finally:
        clock.now -= timedelta(seconds=330)
