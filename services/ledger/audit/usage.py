"""Whether what was charged is what the recorded counts cost at the recorded rates."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem

__all__ = ["GENERATION_FIELDS", "check_usage", "generation_of"]

_KINDS = ("input", "output", "cache_read", "cache_write", "reasoning")
_MILLION = 1_000_000

GENERATION_FIELDS = (
    "wallet_id",
    "attempt",
    "held",
    "rates",
    "status",
    "result.usage",
    "model_id",
    "user_id",
    "team_id",
)
"""What the audit reads of a generation: counts and ids, never texts."""


def generation_of(entry: Mapping[str, Any]) -> tuple[str, int] | None:
    """The generation and the attempt that an entry's hold belongs to, by its name `gen_….<attempt>`."""
    if "hold" not in entry:
        return None
    name, _, attempt = entry["hold"]["id"].rpartition(".")
    return (name, int(attempt)) if name.startswith("gen_") and attempt.isdecimal() else None


def check_usage(entry: Mapping[str, Any], generation: Mapping[str, Any] | None) -> Iterator[Problem]:
    """The rules that the charge of one entry breaks. A generation that was erased since is not missed."""
    if entry["kind"] not in {"settle", "spend"}:
        return
    charged = sum(change["amount"] for change in entry["changes"] if change["op"] in {"settle", "spend"})
    usage = entry.get("usage")
    if usage is not None and usage["rates"]:
        yield from _check_cost(entry, usage, charged)
    if generation is not None:
        yield from _check_generation(entry, usage, charged, generation)


def _check_cost(entry: Mapping[str, Any], usage: Mapping[str, Any], charged: int) -> Iterator[Problem]:
    counted = {kind: usage[f"{kind}_tokens"] for kind in _KINDS} | {"image": usage.get("images", 0)}
    missing = [kind for kind, count in counted.items() if count and kind not in usage["rates"]]
    if missing:
        yield "usage", f"no rate stands for {', '.join(missing)}"
        return
    millionths = sum(count * usage["rates"].get(kind, 0) for kind, count in counted.items())
    cost, rest = divmod(millionths, _MILLION)
    cost += 1 if rest else 0
    most = entry["hold"]["amount"] if "hold" in entry else cost
    if charged != min(cost, most):
        yield "usage", f"the usage costs {cost} of at most {most}, and {charged} were charged"


def _check_generation(
    entry: Mapping[str, Any], usage: Mapping[str, Any] | None, charged: int, generation: Mapping[str, Any]
) -> Iterator[Problem]:
    name = generation["_id"]
    if generation["wallet_id"] != entry["wallet"]:
        yield "generation", f"{name} belongs to the wallet {generation['wallet_id']}"
    attempt = generation_of(entry)
    if attempt is None or generation["attempt"] != attempt[1]:
        return  # a later attempt stands there now
    result = (generation.get("result") or {}).get("usage")
    if result is None:
        yield "generation", f"{name} has no result, and {charged} were charged for it"
    elif result["cost"] != charged:
        yield "generation", f"{name} costs {result['cost']}, and {charged} were charged for it"
    if generation["held"] != entry["hold"]["amount"]:
        yield "generation", f"{name} holds {generation['held']}, its hold was {entry['hold']['amount']}"
    if usage is None or result is None:
        return
    member = generation["user_id"] if generation.get("team_id") is not None else None
    if usage.get("member_id") != member:
        yield "generation", f"{name} is of the member {member}, and the charge names {usage.get('member_id')}"
    counts = all(result[f"{kind}_tokens"] == usage[f"{kind}_tokens"] for kind in _KINDS)
    counts = counts and result.get("images", 0) == usage.get("images", 0)
    if not counts or generation["rates"] != usage["rates"] or generation["model_id"] != usage.get("model"):
        yield "generation", f"{name} has other counts, rates or model than the usage that was charged"
