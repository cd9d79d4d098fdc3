"""What refunds and disputes take of the tokens that were paid for. Pure: the rules of docs/refunds.md.

One number decides: how much of the money is gone. Of the tokens, `floor(tokens * gone / paid)` are taken back in all;
each refund and each lost dispute takes what that total has grown by. So it cannot matter in which order they become
known, and nothing is taken twice, by a refund and a dispute neither: no more than all of the money can be gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bson.int64 import Int64

from gateways.reversals import GatewayDispute, GatewayReversals
from models.payment import PaymentStatus
from models.reversal import DisputeState, RefundStatus, Reversal, ReversalStep, SeenDispute, SeenRefund, StepKind
from services.ledger.keys import dispute_key, freeze_key, refund_key, restoration_key, unfreeze_key

__all__ = ["Terms", "dispute_state", "in_currency", "plan", "refundable", "refunded", "status_of", "taken"]

_REVERSED = frozenset({PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED, PaymentStatus.DISPUTED})
_FREEZES = {StepKind.FREEZE, StepKind.UNFREEZE}


@dataclass(frozen=True, slots=True)
class Terms:
    """What was bought: tokens, bonus tokens of a promo code, and whether they came into the wallet."""

    tokens: int
    bonus_tokens: int
    credited: bool
    expires_at: datetime | None = None
    """When tokens expire that are given back; None: never."""


def in_currency(seen: GatewayReversals, paid: Reversal, currency: str) -> tuple[GatewayReversals, list[str]]:
    """`seen` as far as it can be counted in `currency`, and the ids of what is about money in another one.

    What such a one takes cannot be told by its amount. A refund counts as failed: it takes nothing. A dispute freezes
    like any, and stays open here when it is lost: the tokens stay where they are until an admin decides, which `paid`
    has then; those that are decided are not named.
    """
    foreign = [refund.id for refund in seen.refunds if refund.currency != currency]
    foreign += [each.id for each in seen.disputes if each.currency != currency and each.id not in paid.decided]
    refunds = tuple(
        refund if refund.currency == currency else replace(refund, status=RefundStatus.FAILED)
        for refund in seen.refunds
    )
    disputes = tuple(_counted(dispute, paid, currency) for dispute in seen.disputes)
    return replace(seen, refunds=refunds, disputes=disputes), foreign


def _counted(dispute: GatewayDispute, paid: Reversal, currency: str) -> GatewayDispute:
    """One that is decided counts as lost for the amount that it takes; as won where that is nothing."""
    if dispute.currency == currency or dispute.state is not DisputeState.LOST:
        return dispute
    amount = paid.decided.get(dispute.id)
    if amount is None:
        return replace(dispute, state=DisputeState.OPEN)
    state = DisputeState.LOST if amount else DisputeState.WON
    return replace(dispute, amount=int(amount), currency=currency, state=state)


def plan(terms: Terms, before: Reversal, seen: GatewayReversals) -> Reversal:
    """`before` with what the gateway says now, and the further steps that follow from it.

    Tokens are taken once they are there; a freeze may come before them. A grant is frozen while any dispute is open,
    and stays frozen until what a lost one takes is taken.
    """
    if not (seen.refunds or seen.disputes or before.refunds or before.disputes):
        return before
    after = before.model_copy(deep=True)
    after.paid = Int64(seen.paid or before.paid)
    _take_in(after, seen)
    disputed = next((dispute for dispute in after.disputes if dispute.state is DisputeState.OPEN), None)
    frozen = _frozen_by(after)
    if disputed is not None and frozen is None:
        _add(after, StepKind.FREEZE, freeze_key(disputed.id))
    if terms.credited and after.paid:
        _move_tokens(terms, after)
    if disputed is None and frozen is not None:
        _add(after, StepKind.UNFREEZE, unfreeze_key(frozen))
    return after


def status_of(reversal: Reversal, current: PaymentStatus, *, credited: bool, denied: bool = False) -> PaymentStatus:
    """Where a payment stands that stood at `current` and has this reversal; `denied`: it is never to be credited."""
    if any(dispute.state is not DisputeState.WON for dispute in reversal.disputes):
        return PaymentStatus.DISPUTED
    back = refunded(reversal)
    if back:
        return PaymentStatus.REFUNDED if back >= reversal.paid else PaymentStatus.PARTIALLY_REFUNDED
    if credited:
        return PaymentStatus.SUCCEEDED
    unpaid = PaymentStatus.CANCELLED if denied else PaymentStatus.PENDING
    return unpaid if current in _REVERSED else current


def refundable(seen: GatewayReversals, paid: Reversal, currency: str) -> int:
    """Minor units of `currency` that can still be paid back; none while a dispute is open.

    Nor once money of another currency has gone back: how much is left cannot be told then.
    """
    counted, _ = in_currency(seen, paid, currency)
    elsewhere = any(each.currency != currency and each.status is not RefundStatus.FAILED for each in seen.refunds)
    if elsewhere or any(dispute.state is DisputeState.OPEN for dispute in counted.disputes):
        return 0
    back = sum(refund.amount for refund in counted.refunds if refund.status is not RefundStatus.FAILED)
    lost = sum(dispute.amount for dispute in counted.disputes if dispute.state is DisputeState.LOST)
    return max(0, seen.paid - back - lost)


def refunded(reversal: Reversal) -> int:
    """Minor units that were paid back, those on their way included."""
    return sum(refund.amount for refund in reversal.refunds if refund.status is not RefundStatus.FAILED)


def taken(reversal: Reversal) -> int:
    """Tokens, bonus ones included, that were taken back and not given back again."""
    return sum(_signed(step) * (step.tokens + step.bonus_tokens) for step in reversal.steps)


def dispute_state(reversal: Reversal) -> DisputeState | None:
    """Open if any dispute is; else lost if any was; None when there was none."""
    states = {dispute.state for dispute in reversal.disputes}
    order = (DisputeState.OPEN, DisputeState.LOST, DisputeState.WON)
    return next((state for state in order if state in states), None)


def _take_in(after: Reversal, seen: GatewayReversals) -> None:
    """What the gateway says of each; one that it says nothing of any more stays as it was."""
    refunds = {refund.id: refund for refund in after.refunds}
    for refund in sorted(seen.refunds, key=lambda each: (each.created_at, each.id)):
        known = refunds.get(refund.id)
        if known is None:
            after.refunds.append(
                SeenRefund(id=refund.id, amount=refund.amount, status=refund.status, created_at=refund.created_at)
            )
        else:
            known.amount, known.status = Int64(refund.amount), refund.status
    disputes = {dispute.id: dispute for dispute in after.disputes}
    for dispute in sorted(seen.disputes, key=lambda each: (each.created_at, each.id)):
        contested = disputes.get(dispute.id)
        if contested is None:
            after.disputes.append(
                SeenDispute(
                    id=dispute.id,
                    amount=dispute.amount,
                    state=dispute.state,
                    reason=dispute.reason,
                    created_at=dispute.created_at,
                )
            )
        else:
            contested.amount, contested.state = Int64(dispute.amount), dispute.state


def _move_tokens(terms: Terms, after: Reversal) -> None:
    """A step for each refund or dispute whose money came to be gone, or came back, since the last time."""
    reasons = list(_reasons(after))
    gone = sum(item.applied for item, _, _ in reasons)
    for item, key, counts in reasons:
        amount = item.amount if counts else 0
        if amount == item.applied:
            continue
        gone += amount - item.applied
        item.applied = Int64(amount)
        tokens = _share(terms.tokens, gone, after.paid) - _net(after, "tokens")
        bonus = _share(terms.bonus_tokens, gone, after.paid) - _net(after, "bonus_tokens")
        if tokens + bonus > 0:
            _add(after, StepKind.TAKE, key, tokens, bonus)
        elif tokens + bonus < 0:
            _add(after, StepKind.GIVE_BACK, restoration_key(item.id), -tokens, -bonus, terms.expires_at)


def _reasons(after: Reversal) -> Iterator[tuple[SeenRefund | SeenDispute, str, bool]]:
    """Each refund and dispute, the key of what it takes, and whether its money is gone."""
    for refund in after.refunds:
        yield refund, refund_key(refund.id), refund.status is not RefundStatus.FAILED
    for dispute in after.disputes:
        yield dispute, dispute_key(dispute.id), dispute.state is DisputeState.LOST


def _share(tokens: int, gone: int, paid: int) -> int:
    """The tokens that `gone` of `paid` minor units stand for, rounded down; all of them when all is gone."""
    return tokens * min(gone, paid) // paid


def _net(after: Reversal, name: str) -> int:
    return sum(_signed(step) * int(getattr(step, name)) for step in after.steps)


def _signed(step: ReversalStep) -> int:
    return {StepKind.TAKE: 1, StepKind.GIVE_BACK: -1}.get(step.kind, 0)


def _frozen_by(after: Reversal) -> str | None:
    """The dispute under whose key the grant is frozen; None when it is not."""
    last = next((step for step in reversed(after.steps) if step.kind in _FREEZES), None)
    return last.key.split(":")[1] if last is not None and last.kind is StepKind.FREEZE else None


def _add(
    after: Reversal, kind: StepKind, key: str, tokens: int = 0, bonus: int = 0, expires_at: datetime | None = None
) -> None:
    """A key that was used is used with a number: a dispute may be reopened and lost again."""
    used = sum(step.key == key or step.key.startswith(f"{key}:") for step in after.steps)
    numbered = f"{key}:{used + 1}" if used else key
    after.steps.append(ReversalStep(kind=kind, key=numbered, tokens=tokens, bonus_tokens=bonus, expires_at=expires_at))
