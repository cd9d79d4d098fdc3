"""Each planted bug is found: what the machine cannot see, it cannot be trusted to have looked for."""

import pytest
from hypothesis import Phase, settings

from tests.services.ledger.properties.laws import BrokenError
from tests.services.ledger.properties.planted import BUGS
from tests.services.ledger.properties.rules_machine import run_over_rules
from tests.services.ledger.properties.tally import FOUND, Tally

# The first failure is enough: nothing is shrunk. Always the same commands, so that a bug is not found by luck.
SEARCH = settings(
    max_examples=200,
    stateful_step_count=50,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)
MOST_STEPS = 10_000


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_found(name, monkeypatch):
    BUGS[name](monkeypatch)
    tally = Tally()
    # A total beyond int64 is seen by BSON before any law: it cannot be stored.
    with pytest.raises((BrokenError, OverflowError)) as found:
        run_over_rules(tally, SEARCH)
    assert tally.steps <= MOST_STEPS
    FOUND[name] = (getattr(found.value, "law", "it cannot be stored"), tally.steps)


def test_there_are_a_dozen_bugs_or_more():
    assert len(BUGS) >= 12
