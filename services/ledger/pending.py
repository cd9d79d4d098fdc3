"""A command on its way through the writer."""

import asyncio
from dataclasses import dataclass

from services.ledger.commands import Command
from services.ledger.errors import LedgerError, LedgerUnavailableError, UnknownOutcomeError
from services.ledger.posted import Posted

__all__ = ["Pending"]


@dataclass(slots=True, eq=False)
class Pending:
    """One command, its caller's future, and what is known of it so far."""

    wallet: str
    key: str
    fingerprint: str
    """Hash of what was asked for; guards the idempotency key."""
    command: Command
    deadline: float
    """In the event loop's time; no new try begins after it."""
    future: asyncio.Future[Posted]
    check: bool = False
    """Whether the newest entry and the key must be read before the next try."""
    uncertain: bool = False
    """Whether an earlier try may have taken effect, or may yet."""
    sending: bool = False
    """Whether a try is under way: from its staging on, since nothing stops it then, until its outcome is known."""
    tries: int = 0

    def resolve(self, posted: Posted) -> None:
        """Answer the caller, if it still waits."""
        if not self.future.done():
            self.future.set_result(posted)

    def fail(self, error: BaseException) -> None:
        """Answer the caller with an error, if it still waits."""
        if not self.future.done():
            self.future.set_exception(error)

    def refuse(self, refusal: LedgerError) -> None:
        """Refuse, unless an earlier try may have taken effect: then a refusal could be untrue."""
        self.fail(UnknownOutcomeError() if self.uncertain else refusal)

    def give_up(self) -> None:
        """The deadline has passed."""
        self.fail(self.timeout_error())

    def timeout_error(self) -> LedgerError:
        """What a caller is told that can wait no longer."""
        return UnknownOutcomeError() if self.uncertain or self.sending else LedgerUnavailableError()
