"""The dearest conversations of a range of time.

They are many, and each is short, so nothing more than a run's sums is kept of them: reading them takes time in
proportion to the runs of the range.
"""

from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

from messages import Phrase
from services.errors import InvalidInputError
from services.usage.rows import SUM_OF_ROWS, Pipeline, totals_of
from services.usage.runs import UsageRuns
from services.usage.sources import Cells, Charges, cells_in, charge_rows
from services.usage.stats import UsageGroup, UsageStats

__all__ = ["MOST_CONVERSATIONS", "dearest_conversations"]

MOST_CONVERSATIONS = 100
MOST_RUNS = 2_000
"""Of a range; reading more would take longer than a request may."""


async def dearest_conversations(
    database: AsyncDatabase[dict[str, Any]], runs: UsageRuns, wallet: str, stats: UsageStats
) -> list[UsageGroup]:
    """Of the charges that `stats` counted, and no others. Raises InvalidInputError for more than MOST_RUNS."""
    wanted, newest = stats.range.in_milliseconds(), stats.newest
    charges = [Charges(newest.through if newest else 0, stats.through, wanted.since, wanted.until)]
    cells: list[Cells] = []
    if newest is not None and wanted.filter.conversation_id is None:
        cells, cut = await cells_in(runs, wallet, wanted.since, wanted.until, newest=newest, whole=True)
        charges += cut
        if cells and cells[0].last - cells[0].first >= MOST_RUNS:
            most = MOST_RUNS * runs.size
            raise InvalidInputError(
                "from", Phrase("this range has more than {most} charges; choose a shorter one", most=most)
            )
    if wanted.filter.conversation_id is not None:
        charges = [Charges(0, stats.through, wanted.since, wanted.until)]
    pipeline: Pipeline = [
        {"$match": cells[0].query(wallet) if cells else {"wallet": wallet, "number": -1}},
        {"$project": {"conversations": True}},
        {"$unwind": "$conversations"},
        {"$replaceRoot": {"newRoot": "$conversations"}},
        *(_and_charges(wallet, each, wanted.filter.conversation_id) for each in charges),
        {"$match": {"conversation": {"$exists": True}} | wanted.filter.of_rows()},
        {"$group": {"_id": "$conversation"} | SUM_OF_ROWS},
        {"$sort": {"cost": -1, "_id": 1}},
        {"$limit": MOST_CONVERSATIONS},
    ]
    committed = database.get_collection("usage_runs", read_concern=ReadConcern("majority"))
    return [UsageGroup(row["_id"], totals_of(row)) async for row in await committed.aggregate(pipeline)]


def _and_charges(wallet: str, charges: Charges, conversation: str | None) -> dict[str, Any]:
    return {"$unionWith": {"coll": "ledger_entries", "pipeline": charge_rows(wallet, charges, conversation)}}
