"""What the generated client stands on: operations over HTTP, subscriptions over streams, a session."""

import asyncio
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Literal, Self

import httpx

from tokentill_client.answers import data_of, members, refusal
from tokentill_client.documents import sent_of
from tokentill_client.errors import RequestError, network_error
from tokentill_client.event_streams import EventStreams
from tokentill_client.patience import Patience
from tokentill_client.session import Session, Tokens
from tokentill_client.streams import Streams
from tokentill_client.variables import jsonable

__all__ = ["Transport"]

_RAN_OUT = "TOKEN_EXPIRED"


class Transport:
    """Sends operations to `url`, such as `http://127.0.0.1:8000/graphql`. Close it, or use `async with`.

    `tokens`: who is calling; whoever signs in by this client is the caller from then on. `on_tokens` hears of new ones,
    and of None when there are none any more. `language` is a tag for Accept-Language, such as `zh`. `timeout_seconds`:
    how long an answer may take, and how long a subscription goes on trying while the server cannot be reached.
    `subscriptions`: whether each is a WebSocket or a stream of server-sent events. `persisted`: ids of the manifest are
    sent instead of documents. `http` is used instead of a client of its own, and not closed.
    """

    def __init__(
        self,
        url: str,
        *,
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens | None], None] | None = None,
        language: str | None = None,
        timeout_seconds: float = 150,
        subscriptions: Literal["websocket", "sse"] = "websocket",
        persisted: bool = False,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._url = url
        self._timeout_seconds = timeout_seconds
        self._persisted = persisted
        self._headers = {} if language is None else {"accept-language": language}
        self._owns_http = http is None
        self._http = httpx.AsyncClient() if http is None else http
        self._session = Session(tokens, self._send_anonymously, on_tokens)
        self._streams = (
            Streams(url, self._headers)
            if subscriptions == "websocket"
            else EventStreams(self._http, url, self._headers)
        )

    @property
    def tokens(self) -> Tokens | None:
        """Who is calling now."""
        return self._session.tokens

    @tokens.setter
    def tokens(self, tokens: Tokens | None) -> None:
        self._session.take(tokens)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends its subscriptions and connections."""
        await self._streams.close()
        await self._session.close()
        if self._owns_http:
            await self._http.aclose()

    async def execute(
        self,
        query: str,
        operation_name: str | None = None,
        variables: dict[str, Any] | None = None,
        *,
        timeout_seconds: float | None = None,
    ) -> dict[str, Any]:
        """The data of a query or mutation. Raises RequestError."""
        payload = self._payload(query, operation_name, variables)
        used = self._session.tokens
        try:
            data = await self._send(payload, used, timeout_seconds)
        except RequestError as error:
            if not await self._renewed(error, used):
                raise
            data = await self._send(payload, self._session.tokens, timeout_seconds)
        self._session.look_at(data)
        return data

    @staticmethod
    def get_data(data: dict[str, Any]) -> dict[str, Any]:
        """What `execute` gave; generated methods ask for it."""
        return data

    async def execute_ws(
        self, query: str, operation_name: str | None = None, variables: dict[str, Any] | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        """The events of a subscription, over as many connections as it takes. Raises RequestError.

        A chat is found by its key again; it is read on where it broke off when the document has the variables for that,
        else from index 0. Other subscriptions begin with how things stand.
        """
        payload = self._payload(query, operation_name, variables)
        patience, renewed = Patience(self._timeout_seconds), False
        while not self._streams.closed:
            used = self._session.tokens
            try:
                async for data in self._streams.events(payload, _authorization(used)):
                    _raise_when_over(data)
                    patience.heard()
                    renewed = False
                    if "$afterAttempt" in query:
                        payload["variables"] |= _place(data)
                    yield data
            except RequestError as error:
                if self._streams.closed:
                    return
                failure = error if renewed else await self._lasting(error, used)
            else:
                return
            renewed = failure is None
            if failure is not None:
                await asyncio.sleep(patience.pause(failure))

    async def _lasting(self, error: RequestError, used: Tokens | None) -> RequestError | None:
        """What is wrong still, after a session that ran out was renewed; None when nothing is."""
        try:
            return None if await self._renewed(error, used) else error
        except RequestError as unanswered:
            return unanswered

    async def _renewed(self, error: RequestError, used: Tokens | None) -> bool:
        """Whether the call that `error` ended is worth sending again."""
        if error.code != _RAN_OUT or used is None or used.refresh_token is None:
            return False
        await self._session.renew(used)
        return True

    def _payload(self, query: str, operation_name: str | None, variables: dict[str, Any] | None) -> dict[str, Any]:
        sent = sent_of(query, persisted=self._persisted)
        return {**sent, "operationName": operation_name, "variables": jsonable(variables)}

    async def _send_anonymously(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        return await self._send(self._payload(query, None, variables), None, None)

    async def _send(
        self, payload: dict[str, Any], tokens: Tokens | None, timeout_seconds: float | None
    ) -> dict[str, Any]:
        headers = {"accept": "application/graphql-response+json", **self._headers, **_authorization(tokens)}
        try:
            async with asyncio.timeout(self._timeout_seconds if timeout_seconds is None else timeout_seconds):
                response = await self._http.post(self._url, json=payload, headers=headers, timeout=None)
        except TimeoutError as error:
            raise network_error("No answer came in time.") from error
        except httpx.HTTPError as error:
            raise network_error("The server cannot be reached.") from error
        return data_of(response)


def _authorization(tokens: Tokens | None) -> dict[str, str]:
    return {} if tokens is None else {"Authorization": f"Bearer {tokens.access_token}"}


def _place(data: dict[str, Any]) -> dict[str, int]:
    """The variables by which a chat is read on behind this event (docs/chat.md)."""
    names = {"attempt": "afterAttempt", "nextIndex": "afterIndex"}
    return {
        names[name]: value
        for member in members(data)
        for name, value in member.items()
        if name in names and isinstance(value, int)
    }


def _raise_when_over(data: dict[str, Any]) -> None:
    """An event may say itself that the token ran out."""
    for member in members(data):
        if member.get("code") == _RAN_OUT:
            raise refusal(member)
