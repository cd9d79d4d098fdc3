"""Writes the steps of a reversal into the ledger, in their order. Each may be repeated: its key has one effect."""

from datetime import datetime

import structlog

from models.payment import Payment
from models.reversal import Reversal, ReversalStep, StepKind
from services.ledger import GrantSource, Ledger
from services.reversals.store import ReversalStore

__all__ = ["Posting"]

_log = structlog.get_logger(__name__)


class Posting:
    """A gift's tokens are taken from its receiver as far as they go; the rest is borne by the giver."""

    def __init__(self, store: ReversalStore, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger

    async def post(self, payment: Payment, reversal: Reversal) -> None:
        """Post what is not known to stand there yet. Raises LedgerError."""
        borne = 0
        for number, step in enumerate(reversal.steps):
            from_payer = step.from_payer
            if step.posted_at is None:
                at, from_payer = await self._post(payment, step, borne)
                await self._store.mark_posted(payment.id, number, at, from_payer)
                _log.info("reversal_posted", payment_id=payment.id, key=step.key, kind=step.kind.value)
            borne += from_payer if step.kind is StepKind.TAKE else -from_payer

    async def _post(self, payment: Payment, step: ReversalStep, borne: int) -> tuple[datetime, int]:
        """When it was posted, and how much of it the payer's own wallet bore; `borne` is what it bore before."""
        wallet, tokens = payment.wallet_id, int(step.tokens + step.bonus_tokens)
        if step.kind is StepKind.FREEZE:
            return (await self._ledger.freeze(wallet, step.key, reference=payment.id)).at, 0
        if step.kind is StepKind.UNFREEZE:
            return (await self._ledger.unfreeze(wallet, step.key, reference=payment.id)).at, 0
        payer = payer_of_gift(payment)
        if step.kind is StepKind.GIVE_BACK:
            return await self._give_back(payment, step.key, tokens, 0 if payer is None else min(tokens, borne))
        if payer is None:
            return (await self._ledger.revoke(wallet, step.key, reference=payment.id, amount=tokens)).at, 0
        posted = await self._ledger.reclaim(wallet, step.key, reference=payment.id, amount=tokens)
        rest = tokens - posted.taken
        if rest:
            posted = await self._ledger.revoke(payer, step.key, reference=payment.id, amount=rest)
        return posted.at, rest

    async def _give_back(self, payment: Payment, key: str, tokens: int, to_payer: int) -> tuple[datetime, int]:
        """The giver of a gift first: what they bore is what the receiver could not give."""
        parts = [(payment.payer_wallet_id, to_payer), (payment.wallet_id, tokens - to_payer)]
        at = []
        for wallet, amount in parts:
            if wallet is not None and amount:
                posted = await self._ledger.grant(
                    wallet, key, source=GrantSource.REFUND, amount=amount, reference=payment.id
                )
                at.append(posted.at)
        return max(at), to_payer


def payer_of_gift(payment: Payment) -> str | None:
    """The wallet of a gift's giver; None for what somebody bought for themselves."""
    payer = payment.payer_wallet_id
    return payer if payment.gift is not None and payer != payment.wallet_id else None
