"""What a user may have off a purchase: reads codes and earlier purchases, and lets the rules judge."""

from models.promo_code import PromoCode
from services.attempts import AttemptThrottle
from services.clock import Clock
from services.money import Money
from services.promotions.definition import normal_code
from services.promotions.errors import PromoCodeUnknownError
from services.promotions.reservations import Reservations
from services.promotions.rules import Occasion, refusal

__all__ = ["Offers"]


class Offers:
    """Tells what may be had now; only a reservation makes sure of it."""

    def __init__(self, reservations: Reservations, clock: Clock, first_purchase_percent: int) -> None:
        self._reservations = reservations
        self._clock = clock
        self._first_purchase_percent = first_purchase_percent
        self._guesses = AttemptThrottle("promo-code", clock)

    async def first_purchase_percent(self, user_id: str) -> int:
        """Whole percent off the user's next purchase; 0 when they have paid for one, or are about to."""
        percent = self._first_purchase_percent
        return percent if percent and await self._reservations.first_purchase_is_free(user_id) else 0

    async def code(self, user_id: str, text: str, package_id: str, cost: Money) -> PromoCode:
        """The code that `text` names, for a purchase that costs `cost` before it.

        Raises PromoCodeRefusedError, and TooManyAttemptsError for a user who keeps naming codes that there are not.
        """
        await self._guesses.check(user_id)
        name = normal_code(text)
        code = await PromoCode.find_one({"code": name}) if name is not None else None
        uses = await self._reservations.uses_of_user(code.id, user_id) if code is not None else 0
        refused = refusal(code, Occasion(package_id, cost, self._clock(), uses))
        if code is None or isinstance(refused, PromoCodeUnknownError):
            await self._guesses.count(user_id)
            raise PromoCodeUnknownError
        await self._guesses.check(user_id)  # again: of guesses sent all at once only the first few are told
        if refused is not None:
            raise refused
        return code
