"""A small GraphQL client over HTTP."""

from types import TracebackType
from typing import Any, Self

import httpx

__all__ = ["GraphQLClient"]

_REGISTER = """
mutation Register($email: String!, $password: String!) {
  register(input: { email: $email, password: $password, name: "Ada" }) {
    __typename
    ... on Session { accessToken refreshToken user { id email role } }
    ... on UserError { code message }
  }
}
"""
_LOGIN = """
mutation Login($email: String!, $password: String!) {
  login(input: { email: $email, password: $password }) {
    __typename
    ... on Session { accessToken refreshToken user { id email role } }
    ... on UserError { code message }
  }
}
"""
PASSWORD = "a long enough passphrase, 42"


class GraphQLClient:
    """Sends operations to `url`; as a signed-in caller once `token` is set. Close it, or use `async with`."""

    def __init__(
        self, url: str, *, token: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.url = url
        self.token = token
        self.language: str | None = None
        """Sent as Accept-Language."""
        self.http = httpx.AsyncClient(transport=transport, timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close its connections."""
        await self.http.aclose()

    async def send(self, document: str, variables: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """The raw answer to one operation."""
        headers = {"accept": "application/graphql-response+json"}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        if self.language is not None:
            headers["accept-language"] = self.language
        body = {"query": document, "variables": variables or {}, **more}
        return await self.http.post(self.url, json=body, headers=headers)

    async def execute(self, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The `data` of one operation; fails when the answer has `errors`."""
        response = await self.send(document, variables)
        answer = response.json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def errors(self, document: str, variables: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The `errors` of one operation; fails when there are none."""
        answer = (await self.send(document, variables)).json()
        errors: list[dict[str, Any]] = answer["errors"]
        assert errors
        return errors

    async def register(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        """Sign up and act as that user from now on; the `Session`."""
        return self._signed_in(await self.execute(_REGISTER, {"email": email, "password": password}), "register")

    async def login(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        """Sign in and act as that user from now on; the `Session`."""
        return self._signed_in(await self.execute(_LOGIN, {"email": email, "password": password}), "login")

    def _signed_in(self, data: dict[str, Any], field: str) -> dict[str, Any]:
        session: dict[str, Any] = data[field]
        assert session["__typename"] == "Session", session
        self.token = session["accessToken"]
        return session
