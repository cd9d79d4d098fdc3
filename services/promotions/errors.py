"""What promotions refuse.

TokentillError
└── PromotionError
    ├── PromoCodeRefusedError               this code cannot be used for this purchase
    │   ├── PromoCodeUnknownError           there is none, it has not begun, or it is switched off
    │   ├── PromoCodeExpiredError           its time is over
    │   ├── PromoCodeUsedUpError            as many payments have it as may
    │   ├── PromoCodeAlreadyUsedError       the user has used it as often as one may
    │   ├── PromoCodeNotForPackageError     it is for other packages
    │   ├── PromoCodeNotForCurrencyError    it is for other currencies
    │   └── PromoCodeBelowMinimumError      the purchase is too small
    ├── PromoCodeTakenError                 a code of this name is there already
    └── PromotionsUnavailableError          the database does not answer
"""

from messages import Phrase
from services.errors import TokentillError
from services.money import Money

__all__ = [
    "PromoCodeAlreadyUsedError",
    "PromoCodeBelowMinimumError",
    "PromoCodeExpiredError",
    "PromoCodeNotForCurrencyError",
    "PromoCodeNotForPackageError",
    "PromoCodeRefusedError",
    "PromoCodeTakenError",
    "PromoCodeUnknownError",
    "PromoCodeUsedUpError",
    "PromotionError",
    "PromotionsUnavailableError",
]


class PromotionError(TokentillError):
    """A promotion that cannot be given or changed."""


class PromoCodeRefusedError(PromotionError):
    """The code cannot be used for this purchase; without it, the purchase may go on."""


class PromoCodeUnknownError(PromoCodeRefusedError):
    """There is no such code, or not yet, or not any more: which of them is not told."""

    code = "PROMO_CODE_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("There is no such promo code.")


class PromoCodeExpiredError(PromoCodeRefusedError):
    """The code's time is over."""

    code = "PROMO_CODE_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This promo code has expired.")


class PromoCodeUsedUpError(PromoCodeRefusedError):
    """As many payments have the code as may have it.

    Not retryable: an unpaid one may yet give it back, but that is up to somebody else and takes up to a day, and a
    program that repeats the call until then keeps its user from buying without the code.
    """

    code = "PROMO_CODE_USED_UP"

    def __init__(self) -> None:
        super().__init__("This promo code has been used as often as it may be.")


class PromoCodeAlreadyUsedError(PromoCodeRefusedError):
    """The user's payments, unpaid ones included, have the code as often as one user's may."""

    code = "PROMO_CODE_ALREADY_USED"

    def __init__(self) -> None:
        super().__init__("You have used this promo code already; an unpaid purchase with it counts until it ends.")


class PromoCodeNotForPackageError(PromoCodeRefusedError):
    """The code is for other packages."""

    code = "PROMO_CODE_NOT_FOR_PACKAGE"

    def __init__(self) -> None:
        super().__init__("This promo code is not for this package.")


class PromoCodeNotForCurrencyError(PromoCodeRefusedError):
    """The code takes off an amount, or asks for one, in other currencies."""

    code = "PROMO_CODE_NOT_FOR_CURRENCY"

    def __init__(self, currency: str) -> None:
        super().__init__(Phrase("This promo code cannot be used for a price in {currency}.", currency=currency))


class PromoCodeBelowMinimumError(PromoCodeRefusedError):
    """The purchase costs less, before the code, than the code asks for. `minimum` is what it must cost."""

    code = "PROMO_CODE_BELOW_MINIMUM"

    def __init__(self, minimum: Money) -> None:
        self.minimum = minimum
        super().__init__("The purchase is too small for this promo code.")


class PromoCodeTakenError(PromotionError):
    """A code of this name is there already, perhaps an old one: codes are never used for something else."""

    code = "PROMO_CODE_TAKEN"

    def __init__(self) -> None:
        super().__init__("There is a promo code of this name already; change that one, or choose another name.")


class PromotionsUnavailableError(PromotionError):
    """Our database does not answer."""

    code = "PROMOTIONS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Promotions cannot be read or stored right now; try again.")
