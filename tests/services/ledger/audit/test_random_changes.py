"""Any one field of any entry, changed at random: always found. The seed is printed; AUDIT_SEED repeats a run."""

import copy
import os
import random
from datetime import datetime, timedelta

from bson.int64 import Int64
from bson.objectid import ObjectId

FIELDS = ("v", "wallet", "seq", "key", "kind", "at", "changes", "state", "prev_hash", "hash", "input_hash")
"""Each is changed once; which fields the other changes meet is left to chance."""
SEED = int(os.environ.get("AUDIT_SEED", random.SystemRandom().randrange(2**32)))
CHANGES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 100
LEFT_OUT = {"_id"}
"""The database's own name of the document; it is no part of the entry, and MongoDB lets nobody change it."""


def places(value, path=()):
    """Every field and list item of a document, as paths."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        if (*path, name) != ("_id",):
            yield (*path, name)
            yield from places(item, (*path, name))


def other(value, chance):
    """Another value, often one that is close: of another type, or one off."""
    choices = [None, "x", 0.5, Int64(7), [], [value], {}, True]
    if isinstance(value, bool | ObjectId):
        pass
    elif isinstance(value, int):
        choices += [Int64(value + 1), Int64(value - 1), float(value), Int64(-value - 1)]
        choices += [int(value)] if isinstance(value, Int64) and abs(value) < 2**31 else [Int64(value)]
    elif isinstance(value, str):
        choices += [value + "0", value[:-1], value.upper() if value != value.upper() else value.lower()]
    elif isinstance(value, datetime):
        choices += [value + timedelta(milliseconds=1), Int64(int(value.timestamp() * 1000))]
    elif isinstance(value, list):
        choices += [value[:-1], [*value, *value[:1]] or [0], [*value, {}]]
    elif isinstance(value, dict):
        choices += [{**value, "more": Int64(1)}]
    return chance.choice([choice for choice in choices if type(choice) is not type(value) or choice != value])


def change_one(entry, chance, field):
    """Change, leave out or add one field, or something in `field` if that is given, and say what was done."""
    path = chance.choice([path for path in places(entry) if field in {None, path[0]}])
    holder = entry
    for name in path[:-1]:
        holder = holder[name]
    name = path[-1]
    if chance.random() < 0.1:
        del holder[name]
        return path, "left out"
    before = holder[name]
    holder[name] = other(before, chance)
    return path, f"{before!r} -> {holder[name]!r}"


async def test_a_random_change_of_any_one_field_is_found(books):
    print(f"AUDIT_SEED={SEED}")
    chance = random.Random(SEED)
    sound = await books.stored()
    for number in range(CHANGES):
        before = chance.choice(sound)
        entry = copy.deepcopy(before)
        path, done = change_one(entry, chance, FIELDS[number] if number < len(FIELDS) else None)
        refused = await put_in_place(books, entry)
        if refused:
            assert path in {("seq",), ("key",)}  # another entry's number or key: the unique indexes are the guard
        else:
            report = await books.audit()
            assert not report.clean, f"AUDIT_SEED={SEED}, change {number}: {path} {done} was not found"
        assert await put_in_place(books, before) == 0
    assert (await books.audit()).clean


async def put_in_place(books, entry):
    """Store `entry` in the place of the one with its `_id`, which no validator keeps from it; how often refused."""
    await books.entries.delete_one({"_id": entry["_id"]})
    answer = await books.database.command(
        "insert", books.entries.name, documents=[entry], bypassDocumentValidation=True
    )
    return len(answer.get("writeErrors", ()))
