"""Places for replies: the larger rank goes first, and none is lost (A12)."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from services.chat.errors import ServerBusyError
from services.chat.places import Places


class Crowd:
    """Those who want a place, in tasks of their own; `let_in` says in which order they got one."""

    def __init__(self, places: Places) -> None:
        self.let_in: list[str] = []
        self._places = places
        self._go = asyncio.Event()

    def want(self, name: str, rank: int) -> asyncio.Task[None]:
        return asyncio.create_task(self._hold(name, rank))

    def leave(self) -> None:
        """Who has a place gives it back, and so does everyone who gets one."""
        self._go.set()

    async def _hold(self, name: str, rank: int) -> None:
        async with self._places.place(rank):
            self.let_in.append(name)
            await self._go.wait()


async def turn() -> None:
    """Let everything run that can run now."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_larger_rank_goes_first_and_of_one_rank_who_came_first():
    crowd = Crowd(Places(1, wait_seconds=5))
    tasks = [
        crowd.want(name, rank) for name, rank in (("first", 0), ("a0", 0), ("b0", 0), ("a2", 2), ("a1", 1), ("b2", 2))
    ]
    await turn()
    assert crowd.let_in == ["first"]
    crowd.leave()
    await asyncio.gather(*tasks)
    assert crowd.let_in == ["first", "a2", "b2", "a1", "a0", "b0"]


async def test_who_waits_too_long_is_told_and_takes_no_place():
    places = Places(1, wait_seconds=0.05)
    async with places.place(0):
        with pytest.raises(ServerBusyError):
            async with places.place(9):
                pass
    async with places.place(0):  # it is free again
        pass


@pytest.mark.parametrize("freed_first", [False, True])
async def test_who_goes_away_leaves_its_place_to_the_next(freed_first):
    places = Places(1, wait_seconds=5)
    crowd = Crowd(places)
    async with AsyncExitStack() as held:
        await held.enter_async_context(places.place(0))
        gone, stays = crowd.want("gone", 5), crowd.want("stays", 0)
        await turn()
        if freed_first:
            await held.aclose()  # "gone" has been given the place, and does not know yet
        gone.cancel()
        await turn()
    await turn()
    assert (gone.cancelled(), crowd.let_in) == (True, ["stays"])
    crowd.leave()
    await stays
    async with asyncio.timeout(1), places.place(0):
        pass


async def test_as_many_as_there_are_places_are_in():
    crowd = Crowd(Places(3, wait_seconds=5))
    tasks = [crowd.want(str(number), 0) for number in range(10)]
    await turn()
    assert len(crowd.let_in) == 3
    crowd.leave()
    await asyncio.gather(*tasks)
    assert len(crowd.let_in) == 10
