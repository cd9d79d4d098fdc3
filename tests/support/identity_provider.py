"""An OpenID Connect provider of our own, over real HTTP: discovery, keys, authorize, token. It misbehaves as told."""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from services.clock import Clock
from tests.support.ports import free_port
from tests.support.waiting import until

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "IdentityProvider", "identity_provider", "private_key", "published"]

CLIENT_ID = "tokentill-tests"
CLIENT_SECRET = "a client secret"


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """The same for the same name, for making one takes a while."""
    return rsa.generate_private_key(65_537, 2_048)


def published(name: str, **more: str) -> dict[str, Any]:
    """The public key of this name, as a key set has it."""
    key = jwt.algorithms.RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    return {**key, "kid": name, "use": "sig", "alg": "RS256", **more}


def unsigned(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@dataclass
class IdentityProvider:
    """Whoever comes is signed in as `person`."""

    clock: Clock
    issuer: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "ada-1", "email": "ada@example.com", "email_verified": True, "name": "Ada"}
    )
    keys: list[dict[str, Any]] = field(default_factory=lambda: [published("key-1")])
    signs_with: str = "key-1"
    change: dict[str, Any] = field(default_factory=dict)
    """Claims that are other than they should be; None: left out."""
    form: str = "good"
    """Of the id token: `good`, `none`, `hs256` (signed with the public key), `forged` (with another key's name)."""
    answers: dict[str, Callable[[], Response]] = field(default_factory=dict)
    """By path, what is said instead."""
    discovery: dict[str, Any] = field(default_factory=dict)
    """What the discovery document says otherwise."""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_token(self, nonce: str | None) -> str:
        now = int(self.clock().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        return self.signed({**claims, **self.change})

    def signed(self, claims: dict[str, Any]) -> str:
        """A token with those of the claims that are not None, in the form that was told."""
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.form == "none":
            return f"{unsigned({'alg': 'none', 'kid': 'key-1'})}.{unsigned(claims)}."
        if self.form == "hs256":
            public = private_key("key-1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            signed = f"{unsigned({'alg': 'HS256', 'kid': 'key-1'})}.{unsigned(claims)}"
            mac = hmac.digest(public, signed.encode(), "sha256")
            return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"
        signer = "somebody-else" if self.form == "forged" else self.signs_with
        return jwt.encode(claims, private_key(signer), algorithm="RS256", headers={"kid": self.signs_with})

    async def discovery_document(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                **self.discovery,
            }
        )

    async def key_set(self, _request: Request) -> Response:
        return JSONResponse({"keys": self.keys})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=302)

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        begun = self.codes.pop(str(form.get("code")), None)
        if request.headers.get("authorization") != _basic() or begun is None:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == begun["code_challenge"]
        if not proved or begun["code_challenge_method"] != "S256" or form.get("redirect_uri") != begun["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        answer = {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(begun.get("nonce"))}
        return JSONResponse(answer)

    def route(self, path: str, usual: Callable[[Request], Any]) -> Route:
        async def endpoint(request: Request) -> Response:
            self.asked.append(path)
            instead = self.answers.get(path)
            return instead() if instead is not None else await usual(request)

        return Route(path, endpoint, methods=["GET", "POST"])


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()


@asynccontextmanager
async def identity_provider(clock: Clock) -> AsyncIterator[IdentityProvider]:
    """One on a free port of this machine."""
    port = free_port()
    provider = IdentityProvider(clock, issuer=f"http://127.0.0.1:{port}")
    routes = [
        provider.route("/.well-known/openid-configuration", provider.discovery_document),
        provider.route("/keys", provider.key_set),
        provider.route("/authorize", provider.authorize),
        provider.route("/token", provider.token),
    ]
    config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())
    await until(lambda: _value(server.started))
    try:
        yield provider
    finally:
        server.should_exit = True
        await serving


async def _value(value: Any) -> Any:
    return value
