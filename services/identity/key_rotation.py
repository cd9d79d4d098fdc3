"""Makes the next key that signs access tokens. It needs no secret, only the database."""

import secrets
from datetime import timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from models.signing_key import SigningKey
from services.clock import Clock

__all__ = ["SIGNS_AFTER_SECONDS", "RotationUnderWayError", "rotate_signing_key"]

_log = structlog.get_logger(__name__)

SIGNS_AFTER_SECONDS = 10
"""Twice as long as a server goes on with the keys that it has read."""
_SALT_BYTES = 32


class RotationUnderWayError(Exception):
    """Another rotation was begun a moment ago, and its key does not sign yet. Nothing was done."""


async def rotate_signing_key(clock: Clock, *, now: bool = False) -> SigningKey:
    """Make the key that signs ten seconds from now; what the one before has signed stays good until it runs out.

    `now`: the new key signs at once and all before it end, with every access token. `clock` tells the database's time.
    Raises RotationUnderWayError and PyMongoError.
    """
    moment = clock()
    newest = await SigningKey.find().sort("-number").first_or_none()
    if newest is not None and newest.signs_from > moment and not now:
        raise RotationUnderWayError
    key = SigningKey(
        number=1 if newest is None else newest.number + 1,
        salt=secrets.token_hex(_SALT_BYTES),
        signs_from=moment if now else moment + timedelta(seconds=SIGNS_AFTER_SECONDS),
        ends_earlier=now,
        created_at=moment,
    )
    try:
        await key.insert()
    except DuplicateKeyError as error:
        raise RotationUnderWayError from error
    _log.info("signing_key_made", key_id=key.id, signs_from=key.signs_from.isoformat(), ends_earlier=now)
    return key
