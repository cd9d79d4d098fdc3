"""Completes refunds and reversals that a crash or an outage left half done. Every pass is safe to repeat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from gateways.errors import GatewayUnavailableError
from services.clock import Clock
from services.errors import TokentillError
from services.payments.schedule import next_try
from services.reversals.convergence import Convergence
from services.reversals.errors import RefundError
from services.reversals.refund_store import RefundStore
from services.reversals.refunds import Refunds

__all__ = ["ReversalSweeper", "SweptReversals"]

_log = structlog.get_logger(__name__)

AGAIN_SECONDS = 600
"""When steps that could not be posted are tried again."""
AWAY_MAXIMUM = 2
"""After so many in a row that met no answer, the rest of them waits for the next pass."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SweptReversals:
    """How many refunds, payments and invoices one pass completed, and how many of either it could not."""

    refunds: int = 0
    payments: int = 0
    invoices: int = 0
    failed: int = 0


class ReversalSweeper:
    """Goes on with what is due; what fails is logged, put off, and keeps nothing else waiting."""

    def __init__(self, *, payments: Convergence, invoices: Convergence, refunds: Refunds, clock: Clock) -> None:
        self._payments = payments
        self._invoices = invoices
        self._refund_store = RefundStore()
        self._refunds = refunds
        self._clock = clock

    async def complete(self, limit: int) -> SweptReversals:
        """Look at `limit` refunds, `limit` payments and `limit` invoices at most."""
        asked = await self._refund_store.due(self._clock(), limit)
        refunds, bad_refunds = await self._each(asked, self._take_refund)
        payments, bad_payments = await self._all_due(self._payments, limit)
        invoices, bad_invoices = await self._all_due(self._invoices, limit)
        return SweptReversals(refunds, payments, invoices, bad_refunds + bad_payments + bad_invoices)

    async def _all_due(self, convergence: Convergence, limit: int) -> tuple[int, int]:
        async def take(row: Row) -> None:
            await convergence.store.postpone(row["_id"], self._clock() + timedelta(seconds=AGAIN_SECONDS))
            await convergence.converge(row["_id"])

        return await self._each(await convergence.store.due(self._clock(), limit), take)

    async def _each(self, rows: list[Row], take: Callable[[Row], Awaitable[None]]) -> tuple[int, int]:
        done = failed = away = 0
        for row in rows:
            try:
                await take(row)
                done, away = done + 1, 0
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                failed, away = failed + 1, away + 1 if _is_away(error) else 0
                trace = None if away else error  # an outage needs none
                _log.warning("reversals_sweep_failed", row=str(row["_id"]), error=type(error).__name__, exc_info=trace)
            if away >= AWAY_MAXIMUM:
                break
        return done, failed

    async def _take_refund(self, row: Row) -> None:
        """Put off first of all, so that one that ends the process does not do so at every pass."""
        tries = int(row.get("tries", 0)) + 1
        await self._refund_store.postpone(row["_id"], tries, next_try(tries, self._clock()))
        try:
            await self._refunds.carry_out(await self._refund_store.get(row["_id"]))
        except RefundError as error:
            _log.info("refund_ended", refund_id=str(row["_id"]), code=error.code)


def _is_away(error: Exception) -> bool:
    if isinstance(error, TokentillError):
        return error.retryable
    return isinstance(error, GatewayUnavailableError | PyMongoError)
