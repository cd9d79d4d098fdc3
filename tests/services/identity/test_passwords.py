import asyncio
import time
from collections.abc import Iterator

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from services.identity.errors import IdentityBusyError
from services.identity.passwords import PasswordKeeper


@pytest.fixture
def keeper() -> Iterator[PasswordKeeper]:
    keeper = PasswordKeeper()
    yield keeper
    keeper.close()


async def test_a_hash_is_argon2id_with_the_stated_cost_and_a_salt(keeper: PasswordKeeper) -> None:
    first, second = await asyncio.gather(keeper.hash("correct horse"), keeper.hash("correct horse"))
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert await keeper.verify("correct horse", first) == (True, None)
    assert await keeper.verify("correct hors", first) == (False, None)


async def test_a_hash_of_other_parameters_verifies_and_is_renewed(keeper: PasswordKeeper) -> None:
    old = Argon2Hasher(time_cost=1, memory_cost=1_024, parallelism=1).hash("correct horse")
    right, newer = await keeper.verify("correct horse", old)
    assert right
    assert newer is not None
    assert newer.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await keeper.verify("wrong horse", old) == (False, None)


async def test_nobody_is_verified_at_the_cost_of_somebody(keeper: PasswordKeeper) -> None:
    stored = await keeper.hash("correct horse")

    async def cpu_seconds(hash_: str | None) -> float:
        started = time.process_time()
        for _ in range(5):
            assert await keeper.verify("wrong horse", hash_) == (False, None)
        return time.process_time() - started

    somebody, nobody = await cpu_seconds(stored), await cpu_seconds(None)
    assert 0.4 < nobody / somebody < 2.5


async def test_a_password_beyond_the_limit_is_nobodys_and_costs_nothing(keeper: PasswordKeeper) -> None:
    started = time.process_time()
    stored = await keeper.hash("x" * 256)
    hashed = time.process_time()
    assert await keeper.verify("x" * 257, stored) == (False, None)
    assert time.process_time() - hashed < (hashed - started) / 4


async def test_the_event_loop_goes_on_while_passwords_are_hashed(keeper: PasswordKeeper) -> None:
    turns = 0
    work = asyncio.gather(*(keeper.hash("correct horse") for _ in range(12)))
    while not work.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert len(await work) == 12
    assert turns > 12  # hashing in the loop would let it turn once or twice


async def test_more_than_256_at_once_are_refused_and_the_rest_is_served() -> None:
    keeper = PasswordKeeper(memory_kibibytes=8, passes=1)
    results = await asyncio.gather(*(keeper.hash("correct horse") for _ in range(300)), return_exceptions=True)
    assert sum(isinstance(result, str) for result in results) == 256
    assert sum(isinstance(result, IdentityBusyError) for result in results) == 44
    assert isinstance(await keeper.hash("correct horse"), str)
    keeper.close()
