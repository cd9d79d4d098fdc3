"""Each planted bug is found: what the machine cannot see, it cannot be trusted to have looked for."""

import pytest
from hypothesis import Phase, settings

from tests.services.ledger.properties.laws import BrokenError
from tests.services.ledger.properties.planted import BUGS
from tests.services.ledger.properties.rules_machine import run_over_rules
from tests.services.ledger.properties.tally import FOUND, Tally

# The first failure is enough: nothing is shrunk.
SEARCH = settings(
    max_examples=200,
    stateful_step_count=50,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)
FURTHER = settings(SEARCH, derandomize=False)
# The first search is nearly always the same, but what Hypothesis chooses depends on the modules that are loaded, too.
SEARCHES = [SEARCH, FURTHER, FURTHER]


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_found(name, monkeypatch):
    BUGS[name](monkeypatch)
    tally = Tally()
    law = next(filter(None, (_broken_law(tally, search) for search in SEARCHES)), None)
    assert law is not None, f"not found in {tally.steps} steps"
    FOUND[name] = (law, tally.steps)


def _broken_law(tally: Tally, search: settings) -> str | None:
    """What a search finds, if anything. A total beyond int64 is seen by BSON before any law."""
    try:
        run_over_rules(tally, search)
    except BrokenError as found:
        return found.law
    except OverflowError:
        return "it cannot be stored"
    return None


def test_there_are_a_dozen_bugs_or_more():
    assert len(BUGS) >= 12
