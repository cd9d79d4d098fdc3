"""Writes the steps of a reversal into the ledger, in their order. Each may be repeated: its key has one effect."""

from datetime import datetime

import structlog

from models.reversal import Reversal, ReversalStep, StepKind
from services.ledger import GrantSource, Ledger
from services.reversals.paid import Paid
from services.reversals.store import ReversalStore

__all__ = ["Posting"]

_log = structlog.get_logger(__name__)


class Posting:
    """A gift's tokens are taken from its receiver as far as they go; the rest is borne by the giver."""

    def __init__(self, store: ReversalStore, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger

    async def post(self, paid: Paid, reversal: Reversal) -> None:
        """Post what is not known to stand there yet. Raises LedgerError."""
        borne = 0
        for number, step in enumerate(reversal.steps):
            from_payer = step.from_payer
            if step.posted_at is None:
                at, from_payer = await self._post(paid, step, borne)
                await self._store.mark_posted(paid.id, number, at, from_payer)
                _log.info("reversal_posted", paid=paid.id, key=step.key, kind=step.kind.value)
            borne += from_payer if step.kind is StepKind.TAKE else -from_payer

    async def _post(self, paid: Paid, step: ReversalStep, borne: int) -> tuple[datetime, int]:
        """When it was posted, and how much of it the payer's own wallet bore; `borne` is what it bore before."""
        wallet, tokens = paid.wallet_id, int(step.tokens + step.bonus_tokens)
        if step.kind is StepKind.FREEZE:
            return (await self._ledger.freeze(wallet, step.key, reference=paid.id)).at, 0
        if step.kind is StepKind.UNFREEZE:
            return (await self._ledger.unfreeze(wallet, step.key, reference=paid.id)).at, 0
        giver = paid.giver_wallet_id
        if step.kind is StepKind.GIVE_BACK:
            return await self._give_back(paid, step, tokens, 0 if giver is None else min(tokens, borne))
        if giver is None:
            return (await self._ledger.revoke(wallet, step.key, reference=paid.id, amount=tokens)).at, 0
        posted = await self._ledger.reclaim(wallet, step.key, reference=paid.id, amount=tokens)
        rest = tokens - posted.taken
        if rest:
            posted = await self._ledger.revoke(giver, step.key, reference=paid.id, amount=rest)
        return posted.at, rest

    async def _give_back(self, paid: Paid, step: ReversalStep, tokens: int, to_giver: int) -> tuple[datetime, int]:
        """The giver of a gift first: what they bore is what the receiver could not give."""
        parts = [(paid.giver_wallet_id, to_giver), (paid.wallet_id, tokens - to_giver)]
        at = []
        for wallet, amount in parts:
            if wallet is not None and amount:
                posted = await self._ledger.grant(
                    wallet,
                    step.key,
                    source=GrantSource.REFUND,
                    amount=amount,
                    expires_at=step.expires_at,
                    reference=paid.id,
                )
                at.append(posted.at)
        return max(at), to_giver
