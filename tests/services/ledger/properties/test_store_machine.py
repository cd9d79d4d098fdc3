"""The ledger on a real MongoDB with several writers against the model, by commands that Hypothesis chooses."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import Phase
from hypothesis import settings as search

from database.client import connect
from database.setup import set_up
from settings import Settings
from tests.services.ledger.properties.effort import EFFORT
from tests.services.ledger.properties.laws import BrokenError
from tests.services.ledger.properties.planted_in_store import STORE_BUGS
from tests.services.ledger.properties.store_machine import Bench, run_over_store
from tests.services.ledger.properties.tally import FOUND, Tally

OUTCOMES = {
    "grant": ("accepted", "replayed", "AMOUNT_OUT_OF_RANGE"),
    "claim": ("accepted", "CLAIM_TOO_EARLY"),
    "refill": ("accepted", "replayed", "REFILL_NOT_DUE"),
    "spend": ("accepted", "WALLET_IN_DEBT", "INSUFFICIENT_TOKENS", "IDEMPOTENCY_CONFLICT"),
    "hold": ("accepted", "replayed", "INSUFFICIENT_TOKENS", "HOLD_ENDED"),
    "renew": ("accepted", "HOLD_ENDED"),
    "settle": ("accepted", "replayed", "HOLD_ENDED"),
    "release": ("accepted", "HOLD_ENDED"),
    "revoke": ("accepted", "AMOUNT_OUT_OF_RANGE"),
    "reclaim": ("accepted",),
    "forfeit": ("accepted",),
    "debit": ("accepted",),
    "set_available": ("accepted",),
    "freeze": ("accepted", "replayed"),
    "unfreeze": ("accepted",),
}
CIRCUMSTANCES = (
    "a debt is repaid by a grant",
    "a grant merges while parts are held",
    "a refusal among several sent at once",
    "a revocation owes",
    "one key sent several times at once",
    "tokens of several grants are taken",
)

FURTHER_SEARCHES = 4
"""At most: what racing writers meet in a search differs from time to time, and what is rare may be missing from one."""


@pytest.fixture(scope="module")
def bench(settings: Settings) -> Iterator[Bench]:
    """Writers on a fresh database. The loop is their own, because Hypothesis calls from outside of one."""
    loop = asyncio.new_event_loop()
    client = connect(settings)
    database = client[settings.mongodb_database]
    loop.run_until_complete(set_up(database))
    bench = Bench(loop, database)
    loop.run_until_complete(bench.start())
    yield bench
    loop.run_until_complete(bench.stop())
    loop.run_until_complete(client.drop_database(database))
    loop.run_until_complete(client.close())
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def test_several_writers_do_what_the_model_does_and_break_no_law(bench):
    tally = Tally("the store, by several writers")
    wanted = [f"{command} {outcome}" for command, row in OUTCOMES.items() for outcome in row] + list(CIRCUMSTANCES)
    chosen = EFFORT.of(EFFORT.store_examples)
    run_over_store(tally, bench, chosen)
    for _ in range(FURTHER_SEARCHES):
        if tally.rare(EFFORT.store_least, wanted):
            run_over_store(tally, bench, search(chosen, derandomize=False, database=None))
    tally.require(EFFORT.store_steps, EFFORT.store_least, wanted)


@pytest.mark.parametrize("name", STORE_BUGS)
def test_a_bug_planted_around_the_rules_is_found(bench, name, monkeypatch):
    STORE_BUGS[name](monkeypatch)
    tally = Tally()
    chosen = search(
        max_examples=40, derandomize=True, database=None, phases=[Phase.generate], report_multiple_bugs=False
    )
    with pytest.raises(BrokenError) as found:
        run_over_store(tally, bench, chosen)
    FOUND[name] = (found.value.law, tally.steps)
