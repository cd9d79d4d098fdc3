"""A4 to A6: what a gateway's report means for a payment, as a table of pure decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateways.checkout_sessions import CheckoutStatus, GatewayCheckout
from gateways.payment_gateway import GatewayEvent, GatewayEventKind, GatewayPayment, GatewayPaymentStatus
from models.payment import PaymentFailure, PaymentKind, PaymentStatus
from services.payments.decisions import (
    AskCheckout,
    ChangeStatus,
    Credit,
    Flag,
    FlagCode,
    Nothing,
    PaymentRecord,
    Report,
    decide,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECORD = PaymentRecord(
    id="pay_1",
    gateway="stripe",
    reference="pi_1",
    amount=3500,
    currency="CNY",
    livemode=False,
    status=PaymentStatus.PENDING,
    status_at=None,
    credited=False,
)
PAID = GatewayPayment(
    reference="pi_1",
    payment_id="pay_1",
    amount=3500,
    amount_received=3500,
    currency="CNY",
    status=GatewayPaymentStatus.SUCCEEDED,
    livemode=False,
)
OPEN = replace(PAID, amount_received=0, status=GatewayPaymentStatus.OPEN)
DECLINED = replace(OPEN, failure_code="insufficient_funds", failure_message="Your card has insufficient funds.")
FAILURE = PaymentFailure(code="insufficient_funds", message="Your card has insufficient funds.")

SUCCEEDED = Report("stripe", GatewayEventKind.PAYMENT_SUCCEEDED, PAID, NOW, "evt_1")
FAILED = Report("stripe", GatewayEventKind.PAYMENT_FAILED, DECLINED, NOW, "evt_1")
PROCESSING = Report("stripe", GatewayEventKind.PAYMENT_PROCESSING, OPEN, NOW, "evt_1")
CANCELLED = Report("stripe", GatewayEventKind.PAYMENT_CANCELLED, OPEN, NOW, "evt_1")

UNPAID = [PaymentStatus.PENDING, PaymentStatus.PROCESSING, PaymentStatus.FAILED]
SETTLED = [
    PaymentStatus.SUCCEEDED,
    PaymentStatus.PARTIALLY_REFUNDED,
    PaymentStatus.REFUNDED,
    PaymentStatus.DISPUTED,
]


@pytest.mark.parametrize("status", [*UNPAID, PaymentStatus.CANCELLED])
def test_money_that_came_is_credited_whatever_was_said_before(status):
    late = replace(RECORD, status=status, status_at=NOW + timedelta(days=3))
    assert decide(late, SUCCEEDED) == Credit()


def test_a_payment_whose_reference_was_not_stored_yet_is_known_by_its_metadata():
    assert decide(replace(RECORD, reference=None), SUCCEEDED) == Credit()


@pytest.mark.parametrize("status", SETTLED)
@pytest.mark.parametrize("report", [SUCCEEDED, FAILED, PROCESSING, CANCELLED])
def test_a_credited_payment_is_never_credited_again_or_downgraded(status, report):
    assert decide(replace(RECORD, status=status, credited=True), report) == Nothing()


@pytest.mark.parametrize(
    ("tax", "total"), [({"tax": 350}, 3850), ({"tax": 0, "tax_inclusive": True}, 3500), ({"tax": 0}, 3500)]
)
def test_what_was_frozen_as_added_tax_must_come_with_the_price(tax, total):
    record = replace(RECORD, **tax)
    for came in (3499, 3500, 3501, 3849, 3850, 3851):
        paid = replace(SUCCEEDED, payment=replace(PAID, amount=came, amount_received=came))
        action = decide(record, paid)
        detail = f"Received {came} of {came} CNY, expected {total}."
        assert action == (Credit() if came == total else Flag(FlagCode.WRONG_AMOUNT, detail))


@pytest.mark.parametrize(
    ("change", "code", "detail"),
    [
        ({"amount_received": 3499}, FlagCode.WRONG_AMOUNT, "Received 3499 of 3500 CNY, expected 3500."),
        ({"amount_received": 0}, FlagCode.WRONG_AMOUNT, "Received 0 of 3500 CNY, expected 3500."),
        (
            {"amount": 350_000, "amount_received": 350_000},
            FlagCode.WRONG_AMOUNT,
            "Received 350000 of 350000 CNY, expected 3500.",
        ),
        ({"amount": 2**63}, FlagCode.WRONG_AMOUNT, f"Received 3500 of {2**63} CNY, expected 3500."),
        ({"currency": "JPY"}, FlagCode.WRONG_CURRENCY, "Paid in JPY, expected CNY."),
        ({"livemode": True}, FlagCode.WRONG_LIVEMODE, "livemode is True, expected False."),
        (
            {"status": GatewayPaymentStatus.OPEN},
            FlagCode.NOT_PAID,
            "The event says succeeded, the payment in it is open.",
        ),
        (
            {"status": GatewayPaymentStatus.PROCESSING},
            FlagCode.NOT_PAID,
            "The event says succeeded, the payment in it is processing.",
        ),
        ({"reference": "pi_2"}, FlagCode.WRONG_REFERENCE, "pi_2 names this payment, which is pi_1."),
        ({"payment_id": "pay_2"}, FlagCode.WRONG_METADATA, "pi_1 carries another payment's id, or none."),
        ({"payment_id": None}, FlagCode.WRONG_METADATA, "pi_1 carries another payment's id, or none."),
    ],
)
@pytest.mark.parametrize("credited", [False, True])
def test_a_success_that_is_not_ours_to_the_letter_is_flagged(change, code, detail, credited):
    report = replace(SUCCEEDED, payment=replace(PAID, **change))
    assert decide(replace(RECORD, credited=credited), report) == Flag(code, detail)


def test_another_gateways_report_is_flagged():
    flag = Flag(FlagCode.WRONG_GATEWAY, "razorpay reports a payment of stripe.")
    assert decide(RECORD, replace(SUCCEEDED, source="razorpay")) == flag


@pytest.mark.parametrize("report", [SUCCEEDED, FAILED, PROCESSING, CANCELLED])
def test_an_unknown_payment_is_flagged(report):
    assert decide(None, report) == Flag(FlagCode.UNKNOWN_PAYMENT, "No payment of ours belongs to pi_1.")


@pytest.mark.parametrize("report", [FAILED, PROCESSING, CANCELLED])
def test_a_report_on_another_attempt_with_our_id_changes_nothing_of_ours(report):
    other = replace(report, payment=replace(report.payment, reference="pi_2"))
    assert decide(RECORD, other) == Flag(FlagCode.WRONG_REFERENCE, "pi_2 names this payment, which is pi_1.")


@pytest.mark.parametrize("status", UNPAID)
def test_unpaid_payments_follow_the_gateway(status):
    record = replace(RECORD, status=status)
    assert decide(record, FAILED) == ChangeStatus(PaymentStatus.FAILED, FAILURE)
    assert decide(record, CANCELLED) == ChangeStatus(PaymentStatus.CANCELLED)
    assert decide(record, PROCESSING) == ChangeStatus(PaymentStatus.PROCESSING)


@pytest.mark.parametrize("report", [FAILED, PROCESSING, CANCELLED])
def test_a_cancelled_payment_is_moved_by_money_only(report):
    assert decide(replace(RECORD, status=PaymentStatus.CANCELLED), report) == Nothing()


@pytest.mark.parametrize("report", [FAILED, PROCESSING, CANCELLED])
def test_news_that_is_older_than_what_is_known_changes_nothing(report):
    known = replace(RECORD, status=PaymentStatus.PROCESSING, status_at=NOW + timedelta(seconds=1))
    assert decide(known, report) == Nothing()


def test_within_one_second_an_end_beats_a_beginning_in_either_order():
    failed = replace(RECORD, status=PaymentStatus.FAILED, status_at=NOW)
    processing = replace(RECORD, status=PaymentStatus.PROCESSING, status_at=NOW)
    assert decide(failed, PROCESSING) == Nothing()
    assert decide(processing, FAILED) == ChangeStatus(PaymentStatus.FAILED, FAILURE)


def test_a_decline_without_words_still_has_a_code_and_a_sentence():
    report = replace(FAILED, payment=OPEN)
    failure = PaymentFailure(code="unknown", message="The payment was declined.")
    assert decide(RECORD, report) == ChangeStatus(PaymentStatus.FAILED, failure)
    endless = replace(FAILED, payment=replace(DECLINED, failure_code="c" * 9000, failure_message="m" * 9000))
    failure = PaymentFailure(code="c" * 500, message="m" * 500)
    assert decide(RECORD, endless) == ChangeStatus(PaymentStatus.FAILED, failure)


@pytest.mark.parametrize(
    ("answer", "action"),
    [
        (PAID, Credit()),
        (OPEN, Nothing()),
        (DECLINED, ChangeStatus(PaymentStatus.FAILED, FAILURE)),
        (replace(OPEN, status=GatewayPaymentStatus.PROCESSING), ChangeStatus(PaymentStatus.PROCESSING)),
        (replace(OPEN, status=GatewayPaymentStatus.CANCELLED), ChangeStatus(PaymentStatus.CANCELLED)),
        (replace(PAID, amount_received=1), Flag(FlagCode.WRONG_AMOUNT, "Received 1 of 3500 CNY, expected 3500.")),
    ],
)
def test_an_answer_of_the_gateway_is_judged_by_the_same_rules(answer, action):
    assert decide(RECORD, Report.of_answer("stripe", answer)) == action


def test_only_events_about_payments_are_reports():
    event = GatewayEvent("stripe", "evt_1", "x", GatewayEventKind.OTHER, None, True, NOW, "cus_1", "customer", None)
    assert Report.of_event(event) is None
    assert Report.of_event(replace(event, payment=PAID)) is None
    assert Report.of_event(replace(event, kind=GatewayEventKind.PAYMENT_SUCCEEDED, payment=PAID)) == SUCCEEDED


def test_a_page_that_was_paid_is_asked_for_what_is_tax():
    on_page = replace(RECORD, kind=PaymentKind.CHECKOUT, checkout_reference="cs_1")
    report = Report("stripe", GatewayEventKind.PAYMENT_SUCCEEDED, PAID)
    assert decide(on_page, report) == AskCheckout("cs_1")
    assert decide(replace(on_page, credited=True), report) == Nothing()
    assert isinstance(decide(replace(on_page, checkout_reference=None), report), Flag)


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({}, Credit()),
        ({"tax": 100, "total": PAID.amount + 100}, Credit()),
        ({"total": PAID.amount + 1}, "WRONG_AMOUNT"),
        ({"tax": 100}, "WRONG_AMOUNT"),
        ({"amount": PAID.amount - 1, "total": PAID.amount - 1}, "WRONG_AMOUNT"),
        ({"currency": "USD"}, "WRONG_CURRENCY"),
        ({"reference": "cs_2"}, "WRONG_REFERENCE"),
        ({"payment_id": "pay_other"}, "WRONG_METADATA"),
        ({"livemode": not RECORD.livemode}, "WRONG_LIVEMODE"),
    ],
)
def test_what_a_page_says_is_checked_before_tax(change, action):
    page = GatewayCheckout(
        reference="cs_1",
        payment_id=RECORD.id,
        payment_reference=PAID.reference,
        amount=RECORD.amount,
        tax=0,
        total=RECORD.amount,
        currency=RECORD.currency,
        status=CheckoutStatus.PAID,
        livemode=RECORD.livemode,
    )
    on_page = replace(RECORD, kind=PaymentKind.CHECKOUT, checkout_reference="cs_1")
    decided = decide(on_page, Report.of_checkout("stripe", replace(page, **change)))
    assert (decided.code if isinstance(decided, Flag) else decided) == action


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"tax": 0}, True),
        ({"total": 3818}, False),
        ({"total": 3182}, False),
        ({"amount": 3182, "total": 3500}, True),
    ],
)
def test_of_a_price_that_contains_its_tax_a_page_must_collect_all_and_no_more(change, right):
    page = GatewayCheckout(
        reference="cs_1",
        payment_id=RECORD.id,
        payment_reference=PAID.reference,
        amount=3500,
        tax=318,
        total=3500,
        currency=RECORD.currency,
        status=CheckoutStatus.PAID,
        livemode=RECORD.livemode,
    )
    on_page = replace(RECORD, kind=PaymentKind.CHECKOUT, checkout_reference="cs_1", tax_inclusive=True)
    action = decide(on_page, Report.of_checkout("stripe", replace(page, **change)))
    assert action == Credit() if right else isinstance(action, Flag) and action.code is FlagCode.WRONG_AMOUNT
