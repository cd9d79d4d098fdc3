"""The exact form of what is stored: which fields, of which BSON types.

The hash alone does not tell an int64 from an int32, nor a date from a number of milliseconds, since both are written
alike. Nothing may be added to an entry, be left out, or have another type.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from bson.int64 import Int64
from bson.objectid import ObjectId

__all__ = ["ENTRY", "SNAPSHOT", "misfit"]

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Whole:
    """An int64 that is not below `least`."""

    least: int


@dataclass(frozen=True)
class Fields:
    """An object with these fields and no others."""

    required: Mapping[str, Any]
    optional: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def forms(self) -> dict[str, Any]:
        """Of all fields."""
        return {**self.required, **self.optional}


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item of this form."""

    form: Any


@dataclass(frozen=True, slots=True)
class Values:
    """An object with any fields, each value of this form."""

    form: Any


_COUNT = Whole(0)
_AMOUNT = Whole(1)

_STATE = Fields(
    {
        "grants": Items(
            Fields(
                {"id": str, "source": str, "available": _COUNT, "order": _AMOUNT},
                {"expires_at": datetime, "reference": str},
            )
        ),
        "debt": _COUNT,
        "lifetime_purchased": _COUNT,
        "lifetime_spent": _COUNT,
    },
    {
        "holds": Items(
            Fields({"id": str, "parts": Items(Fields({"grant": str, "amount": _AMOUNT})), "expires_at": datetime})
        ),
        "frozen": Items(str),
        "last_claim_at": datetime,
        "last_refill_at": datetime,
    },
)

_USAGE = Fields(
    {
        "kind": str,
        "input_tokens": _COUNT,
        "output_tokens": _COUNT,
        "cache_read_tokens": _COUNT,
        "cache_write_tokens": _COUNT,
        "reasoning_tokens": _COUNT,
        "rates": Values(_COUNT),
    },
    {
        **dict.fromkeys(("model", "provider", "conversation_id", "message_id", "request_id", "price_version"), str),
        "key_id": str,
        "member_id": str,
        "reference": str,
        "images": _COUNT,
    },
)

ENTRY = Fields(
    {
        "_id": ObjectId,
        "v": int,
        "wallet": str,
        "seq": _AMOUNT,
        "key": str,
        "input_hash": str,
        "kind": str,
        "at": datetime,
        "changes": Items(
            Fields(
                {"op": str, "amount": _AMOUNT},
                {"grant": str, "hold": str, "expires_at": datetime, "reference": str, "source": str},
            )
        ),
        "prev_hash": str,
        "hash": str,
    },
    {
        "state": _STATE,
        "state_ref": str,
        "reference": str,
        "hold": Fields({"id": str, "amount": _AMOUNT}, {"expires_at": datetime}),
        "refill": Fields({"due_at": datetime, "amount": _AMOUNT}, {"most": _AMOUNT}),
        "usage": _USAGE,
    },
)

SNAPSHOT = Fields({"_id": str, "wallet": str, "state": _STATE, "created_at": datetime})


def misfit(value: Any, form: Any) -> str | None:
    """Where `value` departs from `form` and how, or None."""
    if isinstance(form, Whole):
        return _not_whole(value, form.least)
    if isinstance(form, type):
        return None if type(value) is form else f" is {_name(value)}, not {form.__name__}"
    kind = list if isinstance(form, Items) else dict
    if type(value) is not kind:
        return f" is {_name(value)}, not {kind.__name__}"
    if isinstance(form, Fields):
        return _not_fields(value, form)
    inner: Iterable[Any] = enumerate(value) if isinstance(value, list) else value.items()
    return next((f"[{name}]{why}" for name, item in inner if (why := misfit(item, form.form))), None)


def _not_whole(value: Any, least: int) -> str | None:
    if type(value) is not Int64:
        return f" is {value!r} ({_name(value)}), not an int64"
    return None if least <= value <= LARGEST else f" is {int(value)}, not a whole number from {least} to 2^63-1"


def _not_fields(value: Any, form: Fields) -> str | None:
    forms = form.forms
    for name, item in value.items():
        inner = forms.get(name)
        if inner is None:
            return f".{name} is no field of it"
        if type(item) is inner:
            continue  # most fields are plain, and this is where the audit's time goes
        why = misfit(item, inner)
        if why is not None:
            return f".{name}{why}"
    missing = form.required.keys() - value.keys()
    return f".{min(missing)} is missing" if missing else None


def _name(value: object) -> str:
    return type(value).__name__
