"""The sums of a range of time, worked out from the entries one by one, in the plainest way there is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from services.usage import StatsRange, TimeBucket, UsageTotals

Entry = Mapping[str, Any]


def totals(entries: Sequence[Entry]) -> UsageTotals:
    found = UsageTotals()
    for entry in entries:
        usage = entry["usage"]
        read = usage["input_tokens"] + usage["cache_read_tokens"] + usage["cache_write_tokens"]
        written = usage["output_tokens"] + usage["reasoning_tokens"]
        cost = sum(change["amount"] for change in entry["changes"] if change["op"] in {"spend", "settle"})
        found += UsageTotals(1, read, written, cost)
    return found


def wanted_of(entries: Sequence[Entry], wanted: StatsRange, through: int | None = None) -> list[Entry]:
    """The entries that a range and its filter let through, up to the entry `through`."""
    asked = wanted.filter
    pairs = [
        ("model", asked.model_id),
        ("provider", asked.provider),
        ("conversation_id", asked.conversation_id),
        ("member_id", asked.member_id),
        ("kind", asked.kind),
    ]
    return [
        entry
        for entry in entries
        if "usage" in entry
        and wanted.since <= entry["at"] < wanted.until
        and (through is None or entry["seq"] <= through)
        and all(value is None or entry["usage"].get(name) == value for name, value in pairs)
    ]


def by(entries: Sequence[Entry], name: str) -> list[tuple[str | None, UsageTotals]]:
    """Totals by a field of usage, the dearest first."""
    groups: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry["usage"].get(name)].append(entry)
    return sorted(
        ((key, totals(group)) for key, group in groups.items()), key=lambda item: (-item[1].cost, item[0] or "")
    )


def series(entries: Sequence[Entry], bucket: TimeBucket, zone: str) -> list[tuple[datetime, UsageTotals]]:
    """Totals by part of time, found by what a clock in the zone shows at each charge."""
    parts: dict[Any, list[Entry]] = defaultdict(list)
    for entry in entries:
        parts[_begin(entry["at"], bucket, ZoneInfo(zone))].append(entry)
    return [(start, totals(parts[start])) for start in sorted(parts)]


@cache
def _begin(at: datetime, bucket: TimeBucket, zone: ZoneInfo) -> datetime:
    """Go back by quarters of an hour as long as the clock shows the same hour, day, week or month."""
    quarter = timedelta(minutes=15)
    moment = at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    shown = _shown(moment, bucket, zone)
    if bucket in {TimeBucket.WEEK, TimeBucket.MONTH}:
        day = timedelta(hours=20)
        while _shown(moment - day, bucket, zone) == shown:
            moment -= day
    while _shown(moment - quarter, bucket, zone) == shown:
        moment -= quarter
    return moment


def _shown(moment: datetime, bucket: TimeBucket, zone: ZoneInfo) -> tuple[Any, ...]:
    local = moment.astimezone(zone)
    if bucket is TimeBucket.HOUR:
        return (local.date(), local.hour, local.utcoffset())
    if bucket is TimeBucket.DAY:
        return (local.date(),)
    if bucket is TimeBucket.WEEK:
        return tuple(local.isocalendar())[:2]
    return (local.year, local.month)


async def entries_of(database: Any, wallet: str) -> list[Entry]:
    """All entries of a wallet, without their states."""
    return await database["ledger_entries"].find({"wallet": wallet}, {"state": False}).sort("seq", 1).to_list()
