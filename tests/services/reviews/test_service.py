"""Payments that are flagged wait for an admin, who decides once what becomes of them (F3)."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from models.admin_action import AdminAction
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from server.graphql.failures import explain_failure
from services.admin.actions import AdminActions
from services.errors import NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.reviews import Decision, ReviewKind
from services.reviews.effects import ReviewEffects
from services.reviews.errors import ReviewNotPossibleError

REASON = "The customer was told another price."


async def paid_another_amount(shop, viewer) -> Payment:
    """It was paid with 3500, and our record says 3600."""
    payment = (await shop.buy(viewer)).payment
    rows = Payment.get_pymongo_collection()
    await rows.update_one({"_id": payment.id}, {"$set": {"amount": Int64(3_600)}})
    await shop.confirm(payment)
    event = await shop.last_event(payment, "payment_intent.succeeded")
    await shop.settled(event["id"])
    return await shop.payment(payment)


async def waiting(reviews, shop) -> list[str]:
    return [review.id for review in (await reviews.waiting(shop.page(100))).rows]


async def row_of(admin) -> AdminAction:
    (row,) = await AdminAction.find({"admin_id": admin.user_id}).to_list()
    return row


async def test_a_wrong_amount_waits_and_is_credited_once_when_an_admin_says_so(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    (review,) = [each for each in (await reviews.waiting(shop.page(100))).rows if each.id == payment.id]
    assert (review.kind, [flag.code for flag in review.flags]) == (ReviewKind.PAYMENT, ["WRONG_AMOUNT"])
    assert review.decisions == [Decision.CREDIT, Decision.REFUND, Decision.CHECK_AGAIN, Decision.DISMISS]
    assert await shop.credits(viewer) == []
    for _ in range(3):
        resolved = await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "key")
        assert resolved.flags == []
    assert await shop.keys(viewer) == [f"payment:{payment.id}"]
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert payment.id not in await waiting(reviews, shop)
    row = await row_of(admin)
    assert (row.action, row.target_id, row.outcome) == ("resolve_review", payment.id, "done")
    assert row.details == {"decision": "credit", "reason": REASON, "flags": "WRONG_AMOUNT"}


async def test_what_the_gateway_has_not_got_is_never_credited(shop, reviews, viewer, admin):
    payment = (await shop.buy(viewer)).payment
    await shop.settled(await shop.send_event(payment, status="succeeded", amount=1, amount_received=1))
    with pytest.raises(ReviewNotPossibleError):
        await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "key")
    assert await shop.keys(viewer) == []
    assert payment.id in await waiting(reviews, shop)
    assert (await row_of(admin)).outcome == "REVIEW_NOT_POSSIBLE"
    with pytest.raises(ReviewNotPossibleError):
        await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "key")


async def test_the_money_can_go_back_instead(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    for _ in range(2):
        await reviews.resolve(admin, payment.id, Decision.REFUND, REASON, "key")
    (refund,) = await shop.everything("refunds", payment_intent=payment.gateway_reference)
    assert refund["amount"] == 3_500
    assert await shop.credits(viewer) == []
    assert payment.id not in await waiting(reviews, shop)


async def test_what_is_dismissed_stays_as_it_is(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    await reviews.resolve(admin, payment.id, Decision.DISMISS, REASON, "key")
    after = await shop.payment(payment)
    assert (after.status, after.credited_at, after.flags[0].decision) == (payment.status, None, "dismiss")
    assert payment.id not in await waiting(reviews, shop)
    assert await shop.keys(viewer) == []
    with pytest.raises(NotFoundError):
        await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "another-key")


async def test_asking_again_follows_what_the_gateway_says_now(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    with pytest.raises(ReviewNotPossibleError, match="WRONG_AMOUNT"):
        await reviews.resolve(admin, payment.id, Decision.CHECK_AGAIN, REASON, "key")
    assert payment.id in await waiting(reviews, shop)
    await Payment.get_pymongo_collection().update_one({"_id": payment.id}, {"$set": {"amount": Int64(3_500)}})
    await reviews.resolve(admin, payment.id, Decision.CHECK_AGAIN, REASON, "another-key")
    assert await shop.keys(viewer) == [f"payment:{payment.id}"]
    assert payment.id not in await waiting(reviews, shop)


async def test_an_event_of_nothing_of_ours_waits_by_itself(shop, reviews, viewer, admin):
    payment = (await shop.buy(viewer)).payment
    event = await shop.send_event(payment, id="pi_of_somebody_else", metadata={"payment_id": "pay_nobody"})
    await shop.settled(event)
    row = await shop.event(event)
    (review,) = [each for each in (await reviews.waiting(shop.page(100))).rows if each.id == row.id]
    assert (review.kind, [flag.code for flag in review.flags]) == (ReviewKind.EVENT, ["UNKNOWN_PAYMENT"])
    with pytest.raises(ReviewNotPossibleError):
        await reviews.resolve(admin, row.id, Decision.CREDIT, REASON, "key")
    await reviews.resolve(admin, row.id, Decision.DISMISS, REASON, "key")
    assert row.id not in await waiting(reviews, shop)


async def test_a_key_is_good_for_one_decision(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    await reviews.resolve(admin, payment.id, Decision.DISMISS, REASON, "key")
    with pytest.raises(IdempotencyConflictError):
        await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "key")
    assert await shop.credits(viewer) == []


async def test_a_decision_that_a_crash_left_is_carried_out_once(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    details = {"decision": "credit", "reason": REASON}
    effect = f"{admin.user_id} resolveReview:key"
    await AdminActions(shop.clock).begin(admin.user_id, "resolve_review", payment.id, effect, details)
    assert await reviews.complete(10) == 0  # it may be under way
    row = AdminAction.get_pymongo_collection()
    await row.update_one({"effect_id": effect}, {"$set": {"at": shop.clock() - timedelta(minutes=2)}})
    assert await reviews.complete(10) == 1
    assert await reviews.complete(10) == 0
    assert await shop.keys(viewer) == [f"payment:{payment.id}"]
    assert (await row_of(admin)).outcome == "done"


async def test_a_bug_on_the_way_is_no_refusal_and_the_decision_stays_open(shop, reviews, viewer, admin, monkeypatch):
    payment = await paid_another_amount(shop, viewer)

    async def bug(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(ReviewEffects, "_credit", bug)
    with pytest.raises(KeyError) as raised:
        await reviews.resolve(admin, payment.id, Decision.CREDIT, REASON, "key")
    told = explain_failure(raised.value, "req_1")
    assert (told["extensions"]["code"], told["extensions"]["errorId"][:4]) == ("INTERNAL", "err_")
    assert ((await row_of(admin)).outcome, payment.id in await waiting(reviews, shop)) == (None, True)


async def test_a_bug_with_one_decision_keeps_no_other_waiting(shop, reviews, viewer, admin, monkeypatch):
    payments = [await paid_another_amount(shop, shop.someone()) for _ in range(2)]
    for payment in payments:
        details = {"decision": "credit", "reason": REASON}
        await AdminActions(lambda: shop.clock() - timedelta(minutes=2)).begin(
            admin.user_id, "resolve_review", payment.id, f"{admin.user_id} resolveReview:{payment.id}", details
        )
    credit = ReviewEffects._credit

    async def bug(self: ReviewEffects, payment: Payment) -> None:
        if payment.id == payments[0].id:
            raise ValueError("planted")
        await credit(self, payment)

    monkeypatch.setattr(ReviewEffects, "_credit", bug)
    assert await reviews.complete(10) == 2
    rows = await AdminAction.find({"admin_id": admin.user_id}).sort("+_id").to_list()
    assert [row.outcome for row in rows] == [None, "done"]
    monkeypatch.undo()
    assert await reviews.complete(10) == 1
    rows = await AdminAction.find({"admin_id": admin.user_id}).sort("+_id").to_list()
    assert [row.outcome for row in rows] == ["done", "done"]


@pytest.mark.parametrize("details", [{}, {"decision": "guess", "reason": REASON}, {"decision": "credit"}])
async def test_a_decision_that_cannot_be_read_ends_and_changes_nothing(shop, reviews, viewer, admin, details):
    payment = await paid_another_amount(shop, viewer)
    effect = f"{admin.user_id} resolveReview:key"
    old = AdminActions(lambda: shop.clock() - timedelta(minutes=2))
    await old.begin(admin.user_id, "resolve_review", payment.id, effect, details)
    assert (await reviews.complete(10), (await row_of(admin)).outcome) == (1, "UNKNOWN_OUTCOME")
    assert (await shop.credits(viewer), payment.id in await waiting(reviews, shop)) == ([], True)


async def test_what_is_flagged_after_the_decision_waits_on(shop, reviews, viewer, admin):
    payment = await paid_another_amount(shop, viewer)
    later = {"code": "REWARD_REFUSED", "detail": "x", "event_id": None, "at": shop.clock() + timedelta(hours=1)}
    await Payment.get_pymongo_collection().update_one({"_id": payment.id}, {"$push": {"flags": later}})
    resolved = await reviews.resolve(admin, payment.id, Decision.DISMISS, REASON, "key")
    assert [flag.code for flag in resolved.flags] == ["REWARD_REFUSED"]
    assert payment.id in await waiting(reviews, shop)


async def test_pages_hold_the_newest_of_all_kinds_first(shop, reviews, viewer):
    for _ in range(3):
        payment = await paid_another_amount(shop, viewer)
        await shop.settled(await shop.send_event(payment, id=new_id("pi"), metadata={"payment_id": "pay_nobody"}))
    whole = await waiting(reviews, shop)
    seen, after = [], None
    while True:
        page = await reviews.waiting(shop.page(2, after))
        seen += [review.id for review in page.rows]
        if not page.has_next:
            break
        after = seen[-1].partition("_")[2]
    assert seen == whole
    assert [each.partition("_")[2] for each in whole] == sorted((e.partition("_")[2] for e in whole), reverse=True)
    assert {each.partition("_")[0] for each in whole} == {"pay", "evt"}
