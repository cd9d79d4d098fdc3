"""The keys that sign access tokens: the newest signs, and those before it verify until their last token has run out.

Every key is made of JWT_SECRET and a random salt in the database (the first, before any rotation, of JWT_SECRET alone):
who has only one of the two has no key. Servers read the rows anew when what they know is five seconds old, and a new
key signs ten seconds after it was made, so that all know it before any uses it.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from models.signing_key import SigningKey
from services.clock import Clock

__all__ = ["FRESH_SECONDS", "LiveKey", "SigningKeys"]

FRESH_SECONDS = 5
"""How long a server goes on with the keys that it has read."""
UNKNOWN_KEY_SECONDS = 1
"""So often, at most, tokens of an unknown key make a server read again."""
_MARGIN_SECONDS = 10
"""An earlier key verifies so much longer, since the clocks of servers differ by some milliseconds."""
_LABEL = b"tokentill/access-tokens/1/"
_MOST_ROWS = 64
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, repr=False)
class LiveKey:
    """A key, and when it signs and verifies. It has no repr, so that no log can show it."""

    id: str
    secret: bytes
    signs_from: datetime
    ends_at: datetime = _EVER
    """From then on it verifies nothing."""


class SigningKeys:
    """One for a process. Until the first `keep_fresh` it knows only the key that JWT_SECRET makes alone."""

    def __init__(self, secret: str, *, token_seconds: int, clock: Clock) -> None:
        self._root = secret.encode()
        self._token_life = timedelta(seconds=token_seconds + _MARGIN_SECONDS)
        self._clock = clock
        first_id = hmac.new(self._root, b"kid", hashlib.sha256).hexdigest()[:16]
        self._first = LiveKey(first_id, self._root, datetime.min.replace(tzinfo=UTC))
        self._keys = {first_id: self._first}
        self._read_at: datetime | None = None
        self._reading: asyncio.Task[None] | None = None

    def signing(self) -> LiveKey:
        """The key that signs now."""
        now = self._clock()
        return next(key for key in self._keys.values() if key.signs_from <= now)  # the newest come first

    def find(self, key_id: object) -> LiveKey | None:
        """The key with this id that verifies now."""
        key = self._keys.get(key_id) if isinstance(key_id, str) else None
        return key if key is not None and self._clock() < key.ends_at else None

    async def keep_fresh(self, within_seconds: int = FRESH_SECONDS) -> None:
        """Read the keys unless they were read within so many seconds. Raises PyMongoError."""
        if self._read_at is not None and self._clock() < self._read_at + timedelta(seconds=within_seconds):
            return
        if self._reading is None:
            self._reading = asyncio.create_task(self._read(), name="signing-keys")
            self._reading.add_done_callback(self._read_done)
        await asyncio.shield(self._reading)  # one caller that goes away must not take the answer from the others

    def _read_done(self, _: asyncio.Task[None]) -> None:
        self._reading = None

    async def _read(self) -> None:
        read_at = self._clock()  # before the read, so that the keys are never taken for newer than they are
        rows = await SigningKey.find().sort("-number").limit(_MOST_ROWS).to_list()
        self._keys = {key.id: key for key in self._live(rows)}
        self._read_at = read_at

    def _live(self, rows: Sequence[SigningKey]) -> list[LiveKey]:
        """The keys of all rows, which come newest first, and the first key of all."""
        keys: list[LiveKey] = []
        ends_at = _EVER
        for row in rows:
            secret = hmac.new(self._root, _LABEL + bytes.fromhex(row.salt), hashlib.sha256).digest()
            keys.append(LiveKey(row.id, secret, row.signs_from, ends_at))
            ends_at = min(ends_at, row.signs_from + (timedelta() if row.ends_earlier else self._token_life))
        return [*keys, replace(self._first, ends_at=ends_at)]
