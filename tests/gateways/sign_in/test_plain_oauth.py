"""E2: GitHub and Atlassian, which speak plain OAuth: their user calls say who signed in. Played by a server of ours."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateways.sign_in import AskedSignIn, ProvedIdentity, SignInDeclinedError, SignInUnavailableError
from gateways.sign_in.atlassian import AtlassianProvider
from gateways.sign_in.github import GitHubProvider
from tests.support.ports import free_port
from tests.support.waiting import until

ASKED = AskedSignIn("state-1", "nonce-1", "v" * 43, "http://tokentill.test/auth/it/callback")


class Remote:
    """Answers what it is told, to who has the access token."""

    def __init__(self) -> None:
        self.origin = ""
        self.answers: dict[str, Any] = {}
        self.form: dict[str, str] = {}

    async def token(self, request: Request) -> Response:
        self.form = dict(parse_qsl((await request.body()).decode()))
        if self.form["code"] != "good":
            return JSONResponse({"error": "bad_verification_code"})  # GitHub says so with status 200
        return JSONResponse({"access_token": "at", "token_type": "bearer"})

    async def read(self, request: Request) -> Response:
        if request.headers.get("authorization") != "Bearer at":
            return JSONResponse({}, status_code=401)
        return JSONResponse(self.answers[request.url.path])


@pytest.fixture(scope="module")
async def remote() -> AsyncIterator[Remote]:
    remote, port = Remote(), free_port()
    remote.origin = f"http://127.0.0.1:{port}"
    tokens = [Route(path, remote.token, methods=["POST"]) for path in ("/login/oauth/access_token", "/oauth/token")]
    reads = [Route(path, remote.read) for path in ("/api/v3/user", "/api/v3/user/emails", "/me")]
    config = uvicorn.Config(Starlette(routes=[*tokens, *reads]), port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())

    async def started() -> bool:
        return server.started

    await until(started)
    yield remote
    server.should_exit = True
    await serving


@pytest.fixture
async def github(remote: Remote) -> AsyncIterator[GitHubProvider]:
    remote.answers = {
        "/api/v3/user": {"id": 583_231, "login": "ada", "name": None, "email": "shown@example.com"},
        "/api/v3/user/emails": [
            {"email": "other@example.com", "primary": False, "verified": True},
            {"email": "ada@example.com", "primary": True, "verified": True},
        ],
    }
    provider = GitHubProvider(name="it", client_id="c", client_secret=SecretStr("s"), server=remote.origin)
    yield provider
    await provider.close()


@pytest.fixture
async def atlassian(remote: Remote) -> AsyncIterator[AtlassianProvider]:
    remote.answers = {"/me": {"account_id": "112233:aa", "email": "ada@example.com", "name": "Ada"}}
    provider = AtlassianProvider(
        name="it", client_id="c", client_secret=SecretStr("s"), accounts=remote.origin, api=remote.origin
    )
    yield provider
    await provider.close()


async def test_github_is_asked_with_pkce_and_its_number_is_the_key(remote: Remote, github: GitHubProvider) -> None:
    query = dict(parse_qsl(urlsplit(await github.authorization_url(ASKED)).query))
    assert (query["scope"], query["state"], query["code_challenge_method"]) == (
        "read:user user:email",
        "state-1",
        "S256",
    )
    assert await github.identity("good", ASKED) == ProvedIdentity(
        provider="it", subject="583231", email="ada@example.com", email_verified=True, name="ada"
    )
    assert (remote.form["code_verifier"], remote.form["client_secret"]) == ("v" * 43, "s")


async def test_only_githubs_own_word_makes_an_address_verified(remote: Remote, github: GitHubProvider) -> None:
    remote.answers["/api/v3/user/emails"] = [{"email": "ada@example.com", "primary": True, "verified": False}]
    assert (await github.identity("good", ASKED)).email_verified is False
    remote.answers["/api/v3/user/emails"] = []
    assert (await github.identity("good", ASKED)).email is None


@pytest.mark.parametrize("user", [{}, {"id": "583231"}, {"id": True}, [], None])
async def test_github_without_a_number_proves_nobody(remote: Remote, github: GitHubProvider, user: object) -> None:
    remote.answers["/api/v3/user"] = user
    with pytest.raises(SignInUnavailableError):
        await github.identity("good", ASKED)


async def test_a_code_that_is_refused_is_no_sign_in(github: GitHubProvider) -> None:
    with pytest.raises(SignInDeclinedError):
        await github.identity("bad", ASKED)


async def test_github_com_is_where_it_is_without_a_server() -> None:
    provider = GitHubProvider(name="github", client_id="c", client_secret=SecretStr("s"), server=None)
    assert (await provider.authorization_url(ASKED)).startswith("https://github.com/login/oauth/authorize?")
    assert provider._api == "https://api.github.com"
    await provider.close()


async def test_atlassians_address_counts_as_unverified(remote: Remote, atlassian: AtlassianProvider) -> None:
    query = dict(parse_qsl(urlsplit(await atlassian.authorization_url(ASKED)).query))
    assert (query["audience"], query["prompt"], query["scope"]) == ("api.atlassian.com", "consent", "read:me")
    assert await atlassian.identity("good", ASKED) == ProvedIdentity(
        provider="it", subject="112233:aa", email="ada@example.com", email_verified=False, name="Ada"
    )
    remote.answers["/me"] = {"account_id": ""}
    with pytest.raises(SignInUnavailableError):
        await atlassian.identity("good", ASKED)
