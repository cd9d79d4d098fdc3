"""Sums over attempts at replies, by model and over time, whether they come from outcomes or from sums of quarters."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.chat_quarter import COUNTED

__all__ = [
    "PROVIDER_FAULTS",
    "ChatSums",
    "ModelName",
    "ModelSums",
    "PartSums",
    "from_facets",
    "of_outcomes",
    "of_sums",
    "series_of",
]

PROVIDER_FAULTS = (
    "EMPTY_REPLY",
    "MODEL_NOT_FOUND",
    "PROVIDER_AUTH",
    "PROVIDER_BAD_RESPONSE",
    "PROVIDER_FORBIDDEN",
    "PROVIDER_PAYMENT_REQUIRED",
    "PROVIDER_RATE_LIMITED",
    "PROVIDER_STREAM_CUT",
    "PROVIDER_TIMEOUT",
    "PROVIDER_UNAVAILABLE",
    "STRUCTURE_INVALID",
)
"""Failures that do not lie in what was said, nor in us: what tells that a provider is in trouble."""

ModelName = tuple[str, str]
"""Provider and model."""


@dataclass(slots=True)
class PartSums:
    """Counts of attempts; model tokens (input with cached, output with reasoning); `cost` in wallet tokens."""

    requests: int = 0
    succeeded: int = 0
    failed: int = 0
    refused: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: int = 0
    provider_nanodollars: int = 0
    priced: int = 0
    margin_nanodollars: int = 0
    compared: int = 0

    def add(self, other: "PartSums") -> None:
        """Add another part's, field by field."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class ModelSums(PartSums):
    """The same of one model; `ChatQuarter` says what each means."""

    asked: int = 0
    provider_failures: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    first_text: Counter[int] = field(default_factory=Counter)
    whole: Counter[int] = field(default_factory=Counter)

    def add_model(self, other: "ModelSums") -> None:
        """Add another model's, or the same one's of another time."""
        self.add(other)
        self.asked += other.asked
        self.provider_failures += other.provider_failures
        for mine, theirs in (
            (self.failures, other.failures), (self.first_text, other.first_text), (self.whole, other.whole),
        ):  # fmt: skip
            mine.update(theirs)  # type: ignore[arg-type]  # a Counter is added to one of its own kind


@dataclass(slots=True)
class ChatSums:
    """All of a range of time."""

    models: dict[ModelName, ModelSums] = field(default_factory=dict)
    series: dict[datetime, PartSums] = field(default_factory=dict)

    def model(self, provider: str, model_id: str) -> ModelSums:
        """The sums of one model, begun where there are none."""
        return self.models.setdefault((provider, model_id), ModelSums())

    def add_series(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add the parts that the answer to `series_of` tells."""
        for row in rows:
            part = PartSums(**{name: int(row[name]) for name in COUNTED})
            self.series.setdefault(row["_id"], PartSums()).add(part)

    def add(self, other: "ChatSums") -> None:
        """Add those of another range."""
        for name, sums in other.models.items():
            self.model(*name).add_model(sums)
        for start, part in other.series.items():
            self.series.setdefault(start, PartSums()).add(part)


def of_outcomes(trunc: Mapping[str, Any]) -> dict[str, Any]:
    """A $facet over outcomes; `trunc` makes of `$at` the part of the series that it belongs to."""
    sums = {
        "requests": {"$sum": 1},
        **{state: {"$sum": _if({"$eq": ["$state", stored]})} for state, stored in _STATES},
        **{name: {"$sum": f"${name}"} for name in ("input_tokens", "output_tokens", "cost")},
        "provider_nanodollars": {"$sum": {"$ifNull": ["$provider_nanodollars", 0]}},
        "priced": {"$sum": _if(_KNOWN_COST)},
        "margin_nanodollars": {
            "$sum": {"$cond": [_BOTH_KNOWN, {"$subtract": ["$charged_nanodollars", "$provider_nanodollars"]}, 0]}
        },
        "compared": {"$sum": _if(_BOTH_KNOWN)},
    }
    faults = {
        "asked": {"$sum": _if({"$ne": ["$state", "refused"]})},
        "provider_failures": {"$sum": _if({"$or": ["$broke_off", {"$in": ["$code", list(PROVIDER_FAULTS)]}]})},
    }
    name = {"provider": "$provider", "model_id": "$model_id"}
    return {
        "models": [{"$group": {"_id": name, **sums, **faults}}],
        "series": [{"$group": {"_id": trunc, **sums}}],
        "failures": [
            {"$match": {"code": {"$ne": None}}},
            {"$group": {"_id": {**name, "key": "$code"}, "count": {"$sum": 1}}},
        ],
        "first_text": _bins_of_outcomes("first_text_bin"),
        "whole": _bins_of_outcomes("whole_bin"),
        "routes": [
            {"$unwind": "$failed_routes"},
            {
                "$group": {
                    "_id": {
                        "provider": "$failed_routes.provider",
                        "model_id": "$failed_routes.model_id",
                        "key": "$failed_routes.code",
                    },
                    "count": {"$sum": 1},
                }
            },
        ],
    }


def series_of(trunc: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The series over sums of quarters alone, which an index answers; `trunc` is about `$start`."""
    return [{"$group": {"_id": trunc, **{name: {"$sum": f"${name}"} for name in COUNTED}}}]


def of_sums() -> dict[str, Any]:
    """A $facet of the models over sums of quarters or of days."""
    sums: dict[str, Any] = {name: {"$sum": f"${name}"} for name in COUNTED}
    faults = {name: {"$sum": f"${name}"} for name in ("asked", "provider_failures")}
    name = {"provider": "$provider", "model_id": "$model_id"}

    def unwound(field_name: str, key: str) -> list[dict[str, Any]]:
        return [
            {"$unwind": f"${field_name}"},
            {"$group": {"_id": {**name, "key": f"${field_name}.{key}"}, "count": {"$sum": f"${field_name}.count"}}},
        ]

    return {
        "models": [{"$group": {"_id": name, **sums, **faults}}],
        "failures": unwound("failures", "code"),
        "first_text": unwound("first_text", "bin"),
        "whole": unwound("whole", "bin"),
    }


def from_facets(facets: Mapping[str, Iterable[Mapping[str, Any]]]) -> ChatSums:
    """The sums in the answer to either $facet."""
    found = ChatSums()
    for row in facets["models"]:
        sums = found.model(row["_id"]["provider"], row["_id"]["model_id"])
        for name in (*COUNTED, "asked", "provider_failures"):
            setattr(sums, name, int(row[name]))
    found.add_series(facets.get("series", ()))
    for kind in ("failures", "first_text", "whole"):
        for row in facets[kind]:
            counts = getattr(found.model(row["_id"]["provider"], row["_id"]["model_id"]), kind)
            counts[row["_id"]["key"]] += int(row["count"])
    for row in facets.get("routes", ()):
        sums = found.model(row["_id"]["provider"], row["_id"]["model_id"])
        sums.asked += int(row["count"])
        if row["_id"]["key"] in PROVIDER_FAULTS:
            sums.provider_failures += int(row["count"])
    return found


_STATES = (("succeeded", "done"), ("failed", "failed"), ("refused", "refused"))
_KNOWN_COST = {"$ne": [{"$ifNull": ["$provider_nanodollars", None]}, None]}
_BOTH_KNOWN = {"$and": [_KNOWN_COST, {"$ne": [{"$ifNull": ["$charged_nanodollars", None]}, None]}]}


def _if(condition: Mapping[str, Any]) -> dict[str, Any]:
    return {"$cond": [condition, 1, 0]}


def _bins_of_outcomes(field_name: str) -> list[dict[str, Any]]:
    key = {"provider": "$provider", "model_id": "$model_id", "key": f"${field_name}"}
    return [
        {"$match": {field_name: {"$type": "number"}}},
        {"$group": {"_id": key, "count": {"$sum": 1}}},
    ]
