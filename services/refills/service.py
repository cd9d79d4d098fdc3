"""Everything that the outside of this folder may ask of refills."""

from datetime import datetime

from models.user import Role, User, UserStatus
from models.user_refill import RefillTerms
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.refills.choosing import RefillChoosing, RefillOrder
from services.refills.errors import RefillsUnavailableError
from services.refills.intervals import next_after
from services.refills.standing import RefillStanding, StandardRefill
from services.refills.sweeper import RefillSweeper
from settings import Settings

__all__ = ["Refills"]

_away_is_unavailable = database_errors_become(RefillsUnavailableError)
_GONE = {UserStatus.MERGED, UserStatus.ERASING, UserStatus.ERASED}


class Refills:
    """One for a process."""

    def __init__(self, *, settings: Settings, clock: Clock, ledger: Ledger, actions: AdminActions) -> None:
        self._standard = StandardRefill.of(settings)
        self._clock = clock
        self._ledger = ledger
        self._sweeper = RefillSweeper(standard=self._standard, clock=clock, ledger=ledger)
        self._choosing = RefillChoosing(standard=self._standard, clock=clock, actions=actions)

    @_away_is_unavailable
    async def of(self, viewer: Viewer) -> RefillStanding:
        """How the viewer's refills stand; one that is due is made first.

        Raises NotFoundError, RefillsUnavailableError, LedgerError.
        """
        return await self._standing(await _account(viewer.user_id))

    @_away_is_unavailable
    async def choose(self, admin_id: str, user_id: str, order: RefillOrder) -> RefillStanding:
        """Give a user terms of their own, none, or those of the settings again.

        Raises InvalidInputError, NotFoundError, RefillsUnavailableError, LedgerError.
        """
        user = await _account(user_id)
        await self._choosing.choose(admin_id, user, order)
        return await self._standing(await _account(user_id))

    async def sweep(self, limit: int) -> int:
        """See `RefillSweeper.sweep`. Raises PyMongoError."""
        return await self._sweeper.sweep(limit)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` choices of admins that a crash left; how many. Raises PyMongoError."""
        return await self._choosing.complete(limit)

    async def _standing(self, user: User) -> RefillStanding:
        user = await self._sweeper.bring_up_to_date(user)
        terms = self._standard.terms_of(user)
        last = await self._ledger.last_refill_at(user.wallet_id)
        return RefillStanding(user.refill.choice, terms, last, self._next(user, terms))

    def _next(self, user: User, terms: RefillTerms | None) -> datetime | None:
        if terms is None:
            return None
        return user.refill.due_at or next_after(terms, self._clock())


async def _account(user_id: str) -> User:
    user = await User.get(user_id)
    if user is None or user.role is Role.GUEST or user.status in _GONE:
        raise NotFoundError("user")
    return user
