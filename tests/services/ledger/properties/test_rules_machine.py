"""The pure rules against the model, by commands that Hypothesis chooses."""

from hypothesis import settings as search

from tests.services.ledger.properties.effort import EFFORT
from tests.services.ledger.properties.rules_machine import run_over_rules
from tests.services.ledger.properties.tally import Tally

TAKING = ("accepted", "AMOUNT_OUT_OF_RANGE", "INSUFFICIENT_TOKENS", "WALLET_IN_DEBT")
OUTCOMES = {
    "grant": ("accepted", "AMOUNT_OUT_OF_RANGE"),
    "claim": ("accepted", "AMOUNT_OUT_OF_RANGE", "CLAIM_TOO_EARLY"),
    "refill": ("accepted", "AMOUNT_OUT_OF_RANGE", "REFILL_NOT_DUE"),
    "spend": TAKING,
    "hold": (*TAKING, "TOO_MANY_HOLDS", "HOLD_ENDED"),
    "renew": ("accepted", "HOLD_ENDED"),
    "settle": ("accepted", "HOLD_ENDED", "AMOUNT_OUT_OF_RANGE"),
    "release": ("accepted", "HOLD_ENDED"),
    "revoke": ("accepted", "AMOUNT_OUT_OF_RANGE"),
    "reclaim": ("accepted", "AMOUNT_OUT_OF_RANGE"),
    "forfeit": ("accepted",),
    "debit": TAKING,
    "set_available": ("accepted", "AMOUNT_OUT_OF_RANGE", "WALLET_IN_DEBT"),
    "freeze": ("accepted",),
    "unfreeze": ("accepted",),
}
CIRCUMSTANCES = (
    "a debt is repaid by a claim",
    "a debt is repaid by a grant",
    "a debt is repaid by a release",
    "a debt is repaid by a settle",
    "a grant merges",
    "a reclaim finds nothing",
    "a grant merges while parts are held",
    "a revocation owes",
    "a revocation owes while its tokens are held",
    "at the very moment of an expiry",
    "held tokens return to an expired grant",
    "return of a frozen grant",
    "revoke of a frozen grant",
    "settle of a frozen grant",
    "tokens expire in an entry of another kind",
    "tokens of several grants are taken",
)

FURTHER_SEARCHES = 4
"""At most. What Hypothesis chooses depends on the loaded modules, too, and what is rare may be missing once."""


def test_the_rules_do_what_the_model_does_and_break_no_law():
    tally = Tally("the rules, by the model")
    wanted = [f"{command} {outcome}" for command, row in OUTCOMES.items() for outcome in row] + list(CIRCUMSTANCES)
    chosen = EFFORT.of(EFFORT.rules_examples)
    run_over_rules(tally, chosen)
    for _ in range(FURTHER_SEARCHES):
        if tally.rare(EFFORT.rules_least, wanted):
            run_over_rules(tally, search(chosen, derandomize=False, database=None))
    tally.require(EFFORT.rules_steps, EFFORT.rules_least, wanted)
