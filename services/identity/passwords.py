"""Passwords, stored as Argon2id hashes."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from services.identity.details import PASSWORD_MAXIMUM_CHARACTERS
from services.identity.errors import IdentityBusyError

__all__ = ["PasswordKeeper"]

_Result = TypeVar("_Result")

# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory, 2 passes, 1 lane.
_MEMORY_KIBIBYTES = 19_456
_PASSES = 2
_LANES = 1

_THREADS = 2
"""Hashes at once; each takes its memory, and a core for about 30 ms."""
_WAITING_MAXIMUM = 256
"""Hashes that may run or wait; more are refused at once instead of piling up."""


class PasswordKeeper:
    """Hashes and verifies passwords on a few threads of its own, so that the event loop never waits."""

    def __init__(self, *, memory_kibibytes: int = _MEMORY_KIBIBYTES, passes: int = _PASSES) -> None:
        self._hash = _hasher(memory_kibibytes, passes)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobody = _hash_of_nobody(memory_kibibytes, passes)

    async def hash(self, password: str) -> str:
        """The encoded hash of `password`; raises IdentityBusyError."""
        return await self._run(lambda: self._hash.hash(password))

    async def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether `password` is the one of `stored`, and a newer hash when the parameters have changed since.

        `stored` is None for an account that does not exist: the answer is no, after the same time.
        Raises IdentityBusyError.
        """
        if len(password) > PASSWORD_MAXIMUM_CHARACTERS:  # nobody's password, so quick to refuse for everybody
            return False, None
        right, newer = await self._run(lambda: self._hash.verify_and_update(password, stored or self._nobody))
        return (right, newer) if stored is not None else (False, None)

    def close(self) -> None:
        """End the threads; what runs is finished, what waits is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        if self._waiting >= _WAITING_MAXIMUM:
            raise IdentityBusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _hasher(memory_kibibytes: int, passes: int) -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_kibibytes, parallelism=_LANES),))


@cache
def _hash_of_nobody(memory_kibibytes: int, passes: int) -> str:
    """Unknown e-mails are verified against this, so that they take as long to refuse as known ones."""
    return _hasher(memory_kibibytes, passes).hash(secrets.token_urlsafe(16))
