"""Somebody who signs in and refreshes at several servers."""

import secrets
from typing import Any, Self

import httpx

from tests.faults.server import Server
from tests.support.graphql import GraphQLClient

__all__ = ["SignIns"]

_REFRESH = """mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { __typename
    ... on Session { accessToken refreshToken } ... on UserError { code } } }"""
_ME = "{ me { id } }"


class SignIns:
    """One client for each server. Use it with `async with`."""

    def __init__(self, servers: list[Server]) -> None:
        self._clients = [GraphQLClient(f"{server.url}/graphql") for server in servers]
        self._email = f"{secrets.token_hex(8)}@example.com"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            await client.close()

    async def register(self) -> dict[str, Any]:
        """The first session, at the first server."""
        session = await self._clients[0].register(self._email)
        self._forget_tokens()
        return session

    async def login(self, server: int) -> dict[str, Any]:
        """A further session."""
        session = await self._clients[server].login(self._email)
        self._forget_tokens()
        return session

    async def refresh(self, server: int, token: str) -> dict[str, Any]:
        """The outcome of `refreshSession`."""
        outcome: dict[str, Any] = (await self._clients[server].execute(_REFRESH, {"token": token}))["refreshSession"]
        return outcome

    async def is_good(self, server: int, access_token: str) -> bool:
        """Whether the server knows who calls by the token."""
        client = self._clients[server]
        headers = {"authorization": f"Bearer {access_token}"}
        response = await client.http.post(client.url, json={"query": _ME}, headers=headers)
        assert response.status_code in (httpx.codes.OK, httpx.codes.UNAUTHORIZED), response.text
        return response.status_code == httpx.codes.OK

    def _forget_tokens(self) -> None:
        for client in self._clients:
            client.token = None
