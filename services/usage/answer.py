"""Puts together what the database has summed up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from services.usage.parts import Parts, Point
from services.usage.rows import totals_of
from services.usage.run_span import RunSpan
from services.usage.stats import MOST_SERIES, StatsRange, UsageGroup, UsageSeries, UsageStats, UsageTotals

__all__ = ["grouped", "ranked_groups", "stats_of"]

MOST_GROUPS = 200
"""Of each kind; the dearest."""


def ranked_groups(cells: Iterable[dict[str, Any]], name: str) -> list[UsageGroup]:
    """The groups of one dimension, the dearest first."""
    totals: dict[str | None, UsageTotals] = defaultdict(UsageTotals)
    for cell in cells:
        totals[cell["_id"].get(name)] += totals_of(cell)
    ranked = sorted(totals.items(), key=lambda item: (-item[1].cost, item[0] or ""))
    return [UsageGroup(key, sums) for key, sums in ranked]


def grouped(parts: Parts, ranked: Sequence[UsageGroup], rows: Sequence[dict[str, Any]]) -> list[UsageSeries]:
    """A series for each of the dearest groups, and one for all others."""
    by_group: dict[tuple[bool, str | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_group[row["_id"]["own"], row["_id"]["key"]].append(row)
    wanted = [(True, group.key, group.totals) for group in ranked[:MOST_SERIES]]
    if others := ranked[MOST_SERIES:]:
        wanted.append((False, None, sum((group.totals for group in others), UsageTotals())))
    return [
        UsageSeries(key, not own, totals, parts.points(parts.series(by_group[own, key]))) for own, key, totals in wanted
    ]


def stats_of(
    asked: StatsRange,
    newest: RunSpan | None,
    series: Sequence[Point] = (),
    cells: Sequence[dict[str, Any]] = (),
    groups: Sequence[UsageSeries] = (),
    through: int = 0,
) -> UsageStats:
    """The answer; without anything, that of a wallet without charges."""
    return UsageStats(
        range=asked,
        totals=sum((totals for _, totals in series), UsageTotals()),
        series=list(series),
        by_model=ranked_groups(cells, "model")[:MOST_GROUPS],
        by_provider=ranked_groups(cells, "provider")[:MOST_GROUPS],
        by_kind=ranked_groups(cells, "kind")[:MOST_GROUPS],
        by_member=ranked_groups(cells, "member")[:MOST_GROUPS],
        groups=list(groups),
        through=through,
        newest=newest,
    )
