"""The arithmetic of refunds and disputes, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.reversals import GatewayDispute, GatewayRefund, GatewayReversals
from models.payment import PaymentStatus
from models.reversal import DisputeState, RefundStatus, Reversal, StepKind
from services.reversals.rules import Terms, dispute_state, in_currency, plan, refundable, refunded, status_of, taken

AT = datetime(2026, 3, 1, tzinfo=UTC)
OPEN, WON, LOST = DisputeState.OPEN, DisputeState.WON, DisputeState.LOST
PENDING, SUCCEEDED, FAILED = RefundStatus.PENDING, RefundStatus.SUCCEEDED, RefundStatus.FAILED
BOUGHT = Terms(tokens=10, bonus_tokens=0, credited=True)


def refund(name: str, amount: int, status: RefundStatus = SUCCEEDED) -> GatewayRefund:
    return GatewayRefund(name, amount, "CNY", status, AT + timedelta(seconds=int(name[-1])))


def dispute(name: str, amount: int, state: DisputeState) -> GatewayDispute:
    return GatewayDispute(name, amount, "CNY", state, "fraudulent", AT)


def seen(*items: GatewayRefund | GatewayDispute, paid: int = 3) -> GatewayReversals:
    return GatewayReversals(
        paid,
        tuple(item for item in items if isinstance(item, GatewayRefund)),
        tuple(item for item in items if isinstance(item, GatewayDispute)),
    )


def left(answer: GatewayReversals, **before: object) -> int:
    """How much can still be paid back."""
    return refundable(answer, Reversal(**before), "CNY")


def told(*answers: GatewayReversals, terms: Terms = BOUGHT) -> Reversal:
    """What is planned after the gateway said these, one after another."""
    reversal = Reversal()
    for answer in answers:
        reversal = plan(terms, reversal, answer)
    return reversal


def steps(reversal: Reversal) -> list[tuple[str, int]]:
    return [(step.key, int(step.tokens + step.bonus_tokens)) for step in reversal.steps]


def test_partial_refunds_take_the_total_rounded_down_less_what_is_taken():
    first, second, third = refund("re_1", 1), refund("re_2", 1), refund("re_3", 1)
    reversal = told(seen(first), seen(first, second), seen(first, second, third))
    assert steps(reversal) == [("refund:re_1", 3), ("refund:re_2", 3), ("refund:re_3", 4)]
    assert taken(reversal) == 10


def test_what_is_known_already_changes_nothing():
    once = told(seen(refund("re_1", 1)))
    assert plan(BOUGHT, once, seen(refund("re_1", 1))) == once
    assert plan(BOUGHT, Reversal(), seen()) == Reversal()


def test_bonus_tokens_go_in_the_same_proportion():
    reversal = told(seen(refund("re_1", 1)), terms=Terms(tokens=10, bonus_tokens=4, credited=True))
    assert [(step.key, step.tokens, step.bonus_tokens) for step in reversal.steps] == [("refund:re_1", 3, 1)]


def test_a_refund_that_is_too_small_for_a_token_has_no_step():
    reversal = told(seen(refund("re_1", 1), paid=100), seen(refund("re_1", 1), refund("re_2", 9), paid=100))
    assert steps(reversal) == [("refund:re_2", 1)]


def test_a_pending_refund_counts_and_a_failed_one_gives_back():
    reversal = told(seen(refund("re_1", 2, PENDING)), seen(refund("re_1", 2)), seen(refund("re_1", 2, FAILED)))
    assert steps(reversal) == [("refund:re_1", 6), ("restore:re_1", 6)]
    assert (taken(reversal), refunded(reversal)) == (0, 0)


def test_a_refund_that_has_failed_when_it_becomes_known_takes_nothing():
    assert steps(told(seen(refund("re_1", 2, FAILED)))) == []


def test_a_dispute_freezes_and_its_end_restores_or_claws_back():
    assert steps(told(seen(dispute("du_1", 3, OPEN)), seen(dispute("du_1", 3, WON)))) == [
        ("freeze:du_1", 0),
        ("unfreeze:du_1", 0),
    ]
    assert steps(told(seen(dispute("du_1", 3, OPEN)), seen(dispute("du_1", 3, LOST)))) == [
        ("freeze:du_1", 0),
        ("dispute:du_1", 10),
        ("unfreeze:du_1", 0),
    ]
    assert steps(told(seen(dispute("du_1", 3, LOST)))) == [("dispute:du_1", 10)]
    assert steps(told(seen(dispute("du_1", 3, WON)))) == []


def test_refund_and_dispute_never_take_the_same_tokens():
    half = refund("re_1", 2)
    reversal = told(seen(half), seen(half, dispute("du_1", 3, OPEN)), seen(half, dispute("du_1", 3, LOST)))
    assert steps(reversal) == [("refund:re_1", 6), ("freeze:du_1", 0), ("dispute:du_1", 4), ("unfreeze:du_1", 0)]
    whole = refund("re_1", 3)
    assert steps(told(seen(whole), seen(whole, dispute("du_1", 3, LOST)))) == [("refund:re_1", 10)]


def test_a_grant_stays_frozen_until_its_last_dispute_ends():
    reversal = told(
        seen(dispute("du_1", 1, OPEN)),
        seen(dispute("du_1", 1, OPEN), dispute("du_2", 1, OPEN)),
        seen(dispute("du_1", 1, WON), dispute("du_2", 1, OPEN)),
        seen(dispute("du_1", 1, WON), dispute("du_2", 1, LOST)),
    )
    assert steps(reversal) == [("freeze:du_1", 0), ("dispute:du_2", 3), ("unfreeze:du_1", 0)]


def test_a_dispute_that_is_opened_again_uses_its_keys_with_a_number():
    states = (OPEN, LOST, OPEN, LOST, WON)
    reversal = told(*(seen(dispute("du_1", 3, state)) for state in states))
    assert [key for key, _ in steps(reversal)] == [
        "freeze:du_1",
        "dispute:du_1",
        "unfreeze:du_1",
        "freeze:du_1:2",
        "restore:du_1",
        "dispute:du_1:2",
        "unfreeze:du_1:2",
        "restore:du_1:2",
    ]
    assert taken(reversal) == 0


def test_before_the_credit_only_the_freeze_is_planned():
    terms = Terms(tokens=10, bonus_tokens=0, credited=False)
    answer = seen(refund("re_1", 1), dispute("du_1", 3, OPEN))
    before = told(answer, terms=terms)
    assert steps(before) == [("freeze:du_1", 0)]
    assert steps(plan(BOUGHT, before, answer)) == [("freeze:du_1", 0), ("refund:re_1", 3)]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (seen(refund("re_1", 1)), PaymentStatus.PARTIALLY_REFUNDED),
        (seen(refund("re_1", 1), refund("re_2", 2)), PaymentStatus.REFUNDED),
        (seen(refund("re_1", 3, FAILED)), PaymentStatus.SUCCEEDED),
        (seen(dispute("du_1", 3, OPEN)), PaymentStatus.DISPUTED),
        (seen(dispute("du_1", 3, LOST)), PaymentStatus.DISPUTED),
        (seen(dispute("du_1", 3, WON)), PaymentStatus.SUCCEEDED),
        (seen(refund("re_1", 1), dispute("du_1", 3, WON)), PaymentStatus.PARTIALLY_REFUNDED),
    ],
)
def test_where_the_payment_stands(answer: GatewayReversals, status: PaymentStatus):
    assert status_of(told(answer), PaymentStatus.SUCCEEDED, credited=True) is status


def test_a_payment_without_credit_is_never_called_succeeded():
    failed = told(seen(refund("re_1", 3, FAILED)))
    assert status_of(failed, PaymentStatus.PENDING, credited=False) is PaymentStatus.PENDING
    assert status_of(failed, PaymentStatus.REFUNDED, credited=False) is PaymentStatus.PENDING
    assert status_of(failed, PaymentStatus.REFUNDED, credited=False, denied=True) is PaymentStatus.CANCELLED


def test_what_can_still_be_paid_back():
    assert left(seen(paid=1000)) == 1000
    assert left(seen(refund("re_1", 300), refund("re_2", 100, FAILED), paid=1000)) == 700
    assert left(seen(refund("re_1", 300), dispute("du_1", 500, LOST), paid=1000)) == 200
    assert left(seen(dispute("du_1", 1000, OPEN), paid=1000)) == 0
    assert left(seen(paid=0)) == 0


def test_the_state_that_matters_most_is_told():
    assert dispute_state(Reversal()) is None
    assert dispute_state(told(seen(dispute("du_1", 1, WON), dispute("du_2", 1, LOST)))) is LOST
    assert dispute_state(told(seen(dispute("du_1", 1, LOST), dispute("du_2", 1, OPEN)))) is OPEN


@st.composite
def histories(draw: st.DrawFn) -> tuple[Terms, int, list[GatewayRefund | GatewayDispute]]:
    paid = draw(st.integers(1, 2**40))
    terms = Terms(draw(st.integers(1, 10**15)), draw(st.integers(0, 10**15)), credited=True)
    items: list[GatewayRefund | GatewayDispute] = []
    for number in range(draw(st.integers(1, 4))):
        amount = draw(st.integers(1, paid))
        if draw(st.booleans()):
            items.append(refund(f"re_{number}", amount, draw(st.sampled_from(list(RefundStatus)))))
        else:
            items.append(dispute(f"du_{number}", amount, draw(st.sampled_from(list(DisputeState)))))
    return terms, paid, items


@given(histories())
def test_every_order_of_arrival_nets_the_same(history):
    terms, paid, items = history
    nets = set()
    for order in permutations(items):
        reversal = told(*(seen(*order[: count + 1], paid=paid) for count in range(len(order))), terms=terms)
        keys = [step.key for step in reversal.steps]
        assert len(keys) == len(set(keys))
        assert 0 <= taken(reversal) <= terms.tokens + terms.bonus_tokens
        nets.add(taken(reversal))
    gone = sum(
        item.amount
        for item in items
        if (isinstance(item, GatewayRefund) and item.status is not FAILED)
        or (isinstance(item, GatewayDispute) and item.state is LOST)
    )
    share = min(gone, paid)
    assert nets == {terms.tokens * share // paid + terms.bonus_tokens * share // paid}
    assert (taken(reversal) == terms.tokens + terms.bonus_tokens) or gone < paid
    frozen = [step.kind for step in reversal.steps if step.kind in {StepKind.FREEZE, StepKind.UNFREEZE}]
    assert (len(frozen) % 2 == 1) is any(isinstance(item, GatewayDispute) and item.state is OPEN for item in items)


@pytest.mark.parametrize(("state", "counted_as"), [(OPEN, OPEN), (WON, WON), (LOST, OPEN)])
def test_a_dispute_in_another_currency_freezes_and_takes_nothing_by_its_amount(state, counted_as):
    own, foreign = dispute("du_1", 1, LOST), replace(dispute("du_2", 3, state), currency="USD")
    counted, found = in_currency(seen(own, foreign), Reversal(), "CNY")
    assert [each.state for each in counted.disputes] == [LOST, counted_as]
    assert found == ["du_2"]
    taking = [step for step in steps(told(counted)) if step[1]]
    assert taking == [("dispute:du_1", 3)]
    assert left(seen(own, foreign)) == (2 if counted_as is WON else 0)


@pytest.mark.parametrize(("amount", "state", "takes"), [(2, LOST, 2), (0, WON, 0)])
def test_what_an_admin_decides_of_it_counts_as_a_dispute_of_this_amount(amount, state, takes):
    foreign = replace(dispute("du_2", 300, LOST), currency="JPY")
    counted, found = in_currency(seen(foreign), Reversal(decided={"du_2": amount}), "CNY")
    assert ([each.state for each in counted.disputes], found) == ([state], [])
    assert left(seen(foreign), decided={"du_2": amount}) == 3 - takes


def test_a_decision_is_of_no_matter_while_the_dispute_is_not_lost():
    foreign = replace(dispute("du_2", 300, OPEN), currency="JPY")
    counted, _ = in_currency(seen(foreign), Reversal(decided={"du_2": 1}), "CNY")
    assert [each.state for each in counted.disputes] == [OPEN]


@pytest.mark.parametrize("status", [PENDING, SUCCEEDED, FAILED])
def test_a_refund_in_another_currency_takes_nothing_by_its_amount(status):
    own, foreign = refund("re_1", 1), replace(refund("re_2", 2, status), currency="USD")
    counted, found = in_currency(seen(own, foreign), Reversal(), "CNY")
    assert found == ["re_2"]
    assert steps(told(counted)) == steps(told(seen(own)))
    assert left(seen(own, foreign)) == (2 if status is FAILED else 0)
