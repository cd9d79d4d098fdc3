"""Everything that the outside of this folder may ask of reconciliation."""

import asyncio
from datetime import datetime, timedelta

import structlog

from gateways.payment_gateways import PaymentGateways
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import TokentillError
from services.payments import Payments
from services.payments.errors import PaymentsUnavailableError
from services.reconciliation.errors import ReconciliationError
from services.reconciliation.report import Difference, ReconciliationReport
from services.reconciliation.schedule import RunLease
from services.reconciliation.walk import GatewayWalk, Progress

__all__ = ["Reconciliation"]

_log = structlog.get_logger(__name__)

REST_SECONDS = 2.0
"""A webhook of what happened while the lists were read has come by then."""
RENEW_SECONDS = 60.0
"""How often a scheduled run renews its lease."""
_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


class Reconciliation:
    """Compares our payments with the gateways', both ways. `period_hours` 0 switches the scheduled run off."""

    def __init__(
        self,
        *,
        payments: Payments,
        gateways: PaymentGateways,
        clock: Clock,
        period_hours: int,
        lookback_days: int,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        self._payments = payments
        self._gateways = gateways
        self._clock = clock
        self._scheduled = period_hours > 0
        self._lookback = timedelta(days=lookback_days)
        self._lease = RunLease("reconciliation", timedelta(hours=period_hours), clock)
        self._rest_seconds = rest_seconds

    @property
    def default_since(self) -> datetime:
        """As far back as a scheduled run looks."""
        return self._clock() - self._lookback

    @_away_is_unavailable
    async def run(self, *, since: datetime, fix: bool, progress: Progress | None = None) -> ReconciliationReport:
        """Compare all that was made at `since` or later; with `fix` make our side follow where that is possible.

        Safe to repeat, and to run beside everything else. `progress` is told how many payments were looked at.
        Raises ReconciliationError, PaymentsUnavailableError and LedgerError.
        """
        report = ReconciliationReport()
        for gateway in self._gateways.all():
            walk = GatewayWalk(
                gateway=gateway,
                payments=self._payments,
                clock=self._clock,
                report=report,
                fix=fix,
                rest_seconds=self._rest_seconds,
                progress=progress,
            )
            await walk.run(since)
        return report

    @_away_is_unavailable
    async def run_if_due(self) -> ReconciliationReport | None:
        """The scheduled run, with `fix`, when it is due and no other server has it.

        While a gateway or the database does not answer it is logged and left until the lease ends.
        """
        token = await self._lease.take() if self._scheduled else None
        if token is None:
            return None
        renewing = asyncio.create_task(self._keep(token))
        try:
            report = await self.run(since=self.default_since, fix=True)
        except (ReconciliationError, TokentillError) as error:
            _log.warning("reconciliation_failed", error=type(error).__name__, reason=str(error))
            return None
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
        counts = {"payments": report.payments, "found": report.found, "fixed": report.fixed, "left": report.left}
        await self._lease.finish(token, counts)
        for difference in report.differences:
            _tell(difference)
        _log.info("reconciled", **counts)
        return report

    async def _keep(self, token: str) -> None:
        """Renew the lease while the run goes on."""
        while await self._lease.renew(token):  # noqa: ASYNC110  nothing is waited for, the lease is only to live on
            await asyncio.sleep(RENEW_SECONDS)


def _tell(difference: Difference) -> None:
    tell = _log.info if difference.fixed else _log.error
    tell(
        "reconciliation_difference",
        gateway=difference.gateway,
        rule=difference.rule,
        reference=difference.reference,
        payment_id=difference.payment_id,
        detail=difference.detail,
        fixed=difference.fixed,
    )
