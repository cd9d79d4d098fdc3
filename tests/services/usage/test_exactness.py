"""Sums are what the ledger's entries come to, whatever the range, zone, filter and grouping, while writers run (D2)."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from database.setup import Database
from models.ids import new_id
from services.ledger import GrantSource, Ledger, UsageRecord
from services.usage import Grouping, StatsFilter, StatsRange, TimeBucket
from services.usage.conversations import dearest_conversations
from services.usage.days import UsageDays
from services.usage.runs import UsageRuns
from services.usage.stats import MOST_BUCKETS
from services.usage.summing import UsageSums
from tests.services.usage import reference
from tests.support.clock import MovableClock

SEED = 20_260_301
CHARGES = 250
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/St_Johns",
    "Africa/Casablanca",
)
PAUSES = (0, 0, 0, 1, 60, 900, 3_600, 40_000, 200_000, 700_000)
"""Seconds between two charges: many at one moment, and some days without any."""
EXAMPLES = {"ci": 25, "nightly": 1_000}[hypothesis.settings.get_current_profile_name()]


@dataclass
class Books:
    """A wallet with charges, and a writer that goes on charging it."""

    database: Database
    ledger: Ledger
    clock: MovableClock
    wallet: str = field(default_factory=lambda: new_id("wal"))
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    entries: list[reference.Entry] = field(default_factory=list)
    charged: int = 0
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def charge(self) -> None:
        self.clock.move(seconds=self.dice.choice(PAUSES))
        usage = UsageRecord(
            kind=self.dice.choice(("chat", "ticket")),
            model=self.dice.choice((None, "a", "b", "c")),
            provider=self.dice.choice(("p", "q")),
            conversation_id=self.dice.choice((None, "c1", "c2", "c3", "c4")),
            member_id=self.dice.choice((None, "u1", "u2")),
            input_tokens=self.dice.randrange(100),
            output_tokens=self.dice.randrange(100),
            cache_read_tokens=self.dice.randrange(3),
            cache_write_tokens=self.dice.randrange(3),
            reasoning_tokens=self.dice.randrange(3),
        )
        self.charged += 1
        await self.ledger.spend(self.wallet, f"c{self.charged}", amount=self.dice.randrange(1, 100), usage=usage)

    async def read_on(self) -> None:
        """Read the entries that are new."""
        async with self.reading:
            after = self.entries[-1]["seq"] if self.entries else 0
            query = {"wallet": self.wallet, "seq": {"$gt": after}}
            self.entries += await self.database["ledger_entries"].find(query, {"state": False}).sort("seq", 1).to_list()

    def sums(self) -> UsageSums:
        """A server's, with runs of seven charges, and kept days wherever a range has three runs."""
        runs = UsageRuns(self.database, charges_of_a_run=7)
        return UsageSums(self.database, runs, UsageDays(self.database, runs, worth_runs=3))


@pytest.fixture(scope="module")
async def books(database: Database) -> AsyncIterator[Books]:
    clock = MovableClock(datetime(2026, 1, 30, tzinfo=UTC))
    ledger = Ledger(database, clock)
    ledger.start()
    books = Books(database, ledger, clock)
    await ledger.grant(books.wallet, "grant", source=GrantSource.ADMIN, amount=10**9)
    for _ in range(CHARGES):
        await books.charge()
    await books.read_on()
    yield books
    await ledger.stop()


@dataclass(frozen=True)
class Asked:
    """A range by places among the entries, so that edges fall on, before and behind charges."""

    first: float
    last: float
    shift_ms: int
    bucket: TimeBucket
    zone: str
    filter: StatsFilter
    group_by: Grouping | None

    def range_of(self, entries: list[reference.Entry]) -> StatsRange:
        first, last = sorted((self.first, self.last))
        since = entries[int(first * (len(entries) - 1))]["at"] + timedelta(milliseconds=self.shift_ms)
        until = entries[int(last * (len(entries) - 1))]["at"] + timedelta(milliseconds=1 + abs(self.shift_ms))
        longest = timedelta(seconds=self.bucket.shortest_seconds * (MOST_BUCKETS - 1))
        return StatsRange(
            since=min(since, until - timedelta(milliseconds=1)),
            until=min(until, since + longest),
            bucket=self.bucket,
            timezone=self.zone,
            filter=self.filter,
            group_by=self.group_by,
        )


part = st.floats(0, 1)
filters = st.builds(
    StatsFilter,
    model_id=st.sampled_from((None, None, "a", "nobody's")),
    provider=st.sampled_from((None, None, "p")),
    conversation_id=st.sampled_from((None, None, None, "c1")),
    member_id=st.sampled_from((None, None, "u1")),
    kind=st.sampled_from((None, None, "ticket")),
)
asked_for = st.builds(
    Asked,
    first=part,
    last=part,
    shift_ms=st.sampled_from((0, 0, 1, -1, 1_000, -900_000, 40_000_000)),
    bucket=st.sampled_from(TimeBucket),
    zone=st.sampled_from(ZONES),
    filter=filters,
    group_by=st.sampled_from((None, *Grouping)),
)


@pytest.fixture(scope="module")
async def look(books: Books) -> Callable[[Asked], Awaitable[None]]:
    """Ask two servers at once, while a charge is written, and compare each with the entries that it counted."""
    servers = (books.sums(), books.sums())

    async def ask(server: UsageSums, wanted: StatsRange) -> None:
        stats = await server.stats(books.wallet, wanted, lambda _: None)
        dearest = await dearest_conversations(books.database, server._runs, books.wallet, stats)
        await books.read_on()
        found = reference.wanted_of(books.entries, wanted, stats.through)
        assert stats.totals == reference.totals(found)
        assert stats.series == reference.series(found, wanted.bucket, wanted.timezone)
        for name, groups in (
            ("model", stats.by_model),
            ("provider", stats.by_provider),
            ("kind", stats.by_kind),
            ("member_id", stats.by_member),
            ("conversation_id", dearest),
        ):
            expected = [(key, totals) for key, totals in reference.by(found, name)]
            if name == "conversation_id":
                expected = [row for row in expected if row[0] is not None]
            assert [(group.key, group.totals) for group in groups] == expected
        if wanted.group_by is not None:
            name = "member_id" if wanted.group_by is Grouping.MEMBER else wanted.group_by.value
            of_groups = {
                key: [each for each in found if each["usage"].get(name) == key] for key, _ in reference.by(found, name)
            }
            assert [(group.key, group.totals, group.points) for group in stats.groups] == [
                (key, reference.totals(each), reference.series(each, wanted.bucket, wanted.timezone))
                for key, each in of_groups.items()
            ]

    async def look(asked: Asked) -> None:
        wanted = asked.range_of(books.entries)
        await asyncio.gather(*(ask(server, wanted) for server in servers), books.charge())

    return look


@hypothesis.settings(max_examples=EXAMPLES)
@given(asked=asked_for)
async def test_stats_are_what_the_entries_come_to(look: Callable[[Asked], Awaitable[None]], asked: Asked) -> None:
    await look(asked)


async def test_runs_and_kept_days_were_read(books: Books) -> None:
    """Else the test above would show nothing: sums read from the ledger alone are right."""
    runs = await books.database["usage_runs"].count_documents({"wallet": books.wallet})
    assert books.charged // 7 - 1 <= runs <= books.charged // 7
    assert await books.database["usage_days"].count_documents({"wallet": books.wallet}) > 100
