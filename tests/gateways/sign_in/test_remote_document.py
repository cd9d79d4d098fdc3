"""A provider's document is kept, shared and not asked for too often; one that hangs keeps nobody else waiting."""

import asyncio

import pytest

from gateways.sign_in.errors import SignInUnavailableError
from gateways.sign_in.remote_document import RemoteDocument


class Source:
    def __init__(self) -> None:
        self.now = 0.0
        self.fetched = 0
        self.down = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self) -> int:
        await self.gate.wait()
        self.fetched += 1
        if self.down:
            raise SignInUnavailableError("down")
        return self.fetched

    def document(self) -> RemoteDocument[int]:
        return RemoteDocument(self.fetch, monotonic=lambda: self.now)


async def test_callers_at_the_same_time_share_a_fetch():
    source = Source()
    document = source.document()
    assert await asyncio.gather(*(document.read() for _ in range(50))) == [1] * 50
    source.now = 3_599.0
    assert (await document.read(), source.fetched) == (1, 1)
    source.now = 3_600.0
    assert (await document.read(), source.fetched) == (2, 2)


async def test_who_comes_while_it_is_fetched_anew_goes_on_with_what_there_is():
    source = Source()
    document = source.document()
    await document.read()
    source.now = 3_600.0
    source.gate.clear()
    first = asyncio.ensure_future(document.read())
    await asyncio.sleep(0)
    assert await document.read() == 1
    source.gate.set()
    assert await first == 2


async def test_a_failure_is_not_repeated_at_once():
    source = Source()
    document = source.document()
    source.down = True
    for _ in range(5):
        with pytest.raises(SignInUnavailableError):
            await document.read()
    assert source.fetched == 1
    source.now, source.down = 10.0, False
    assert await document.read() == 2


async def test_it_is_read_anew_at_most_every_ten_seconds():
    source = Source()
    document = source.document()
    assert [await document.read_anew() for _ in range(5)] == [1] * 5
    source.now = 10.0
    assert [await document.read_anew() for _ in range(5)] == [2] * 5
