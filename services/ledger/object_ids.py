"""Ids of entries: ObjectIds that grow with time, so that their index grows at one end.

They are made as `bson.ObjectId()` makes them (the `bson-objectid` specification of the MongoDB drivers): seconds, five
random bytes of the process, a counter. That one asks the system for the process id every time, which costs as much as
the rules of a spend do; here a fork is noticed when it happens.
"""

import os
import secrets
import time
from itertools import count

from bson import ObjectId

__all__ = ["new_object_id"]


class _Maker:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._process = secrets.token_bytes(5)
        self._numbers = count(secrets.randbelow(1 << 24))

    def make(self) -> ObjectId:
        seconds, number = int(time.time()), next(self._numbers) & 0xFFFFFF
        return ObjectId(seconds.to_bytes(4, "big") + self._process + number.to_bytes(3, "big"))


_maker = _Maker()
os.register_at_fork(after_in_child=_maker.begin)
new_object_id = _maker.make
