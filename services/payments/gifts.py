"""Purchases for somebody else: who receives them, and what the receiver sees."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from messages import Phrase
from models.payment import Payment
from models.user import Role, User, UserStatus
from services.attempts import AttemptThrottle
from services.clock import Clock
from services.errors import InvalidInputError
from services.identity.details import known_email
from services.identity.viewer import Viewer
from services.paging import Page, PageRequest
from services.payments.errors import GiftReceiverUnknownError, GiftToSelfError

__all__ = ["MESSAGE_MAXIMUM_CHARACTERS", "Gifts", "ReceivedGift", "Receiver", "checked_message"]

MESSAGE_MAXIMUM_CHARACTERS = 200
_RAW_MAXIMUM_CHARACTERS = 4_096
_RECEIVER_MAXIMUM_CHARACTERS = 254
_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whose wallet a gift goes into."""

    user_id: str
    wallet_id: str


@dataclass(frozen=True, slots=True)
class ReceivedGift:
    """A gift as its receiver may see it: what came, from whom, and with what words. Never what it cost."""

    payment_id: str
    tokens: int
    bonus_tokens: int
    message: str | None
    giver_name: str | None
    """None when the account is gone."""
    received_at: datetime


class Gifts:
    """Finds receivers without telling anything about them, and lists what was received."""

    def __init__(self, clock: Clock) -> None:
        self._guesses = AttemptThrottle("gift-receiver", clock)

    async def receiver(self, giver: Viewer, text: str) -> Receiver:
        """The user whose e-mail or id `text` is.

        Raises GiftToSelfError; GiftReceiverUnknownError alike for nobody and for somebody who is suspended or a
        guest, and TooManyAttemptsError for a giver who keeps naming such.
        """
        await self._guesses.check(giver.user_id)
        query = _query(text.strip())
        may_receive = {"status": UserStatus.ACTIVE.value, "role": {"$ne": Role.GUEST.value}}
        user = await User.find_one({**query, **may_receive}) if query is not None else None
        if user is None:
            await self._guesses.count(giver.user_id)
            raise GiftReceiverUnknownError
        await self._guesses.check(giver.user_id)  # again: of guesses sent all at once only the first few are told
        if user.id == giver.user_id:
            raise GiftToSelfError
        return Receiver(user.id, user.wallet_id)

    async def received(self, viewer: Viewer, request: PageRequest) -> Page[ReceivedGift]:
        """Gifts to the viewer that were paid, the newest purchase first; positions are payment ids."""
        query = {"gift.receiver_user_id": {"$eq": viewer.user_id, "$type": "string"}, "credited_at": {"$ne": None}}
        if request.after is not None:
            query["_id"] = {"$lt": request.after}
        payments = await Payment.find(query).sort("-_id").limit(request.first + 1).to_list()
        names = await _names({payment.user_id for payment in payments})
        return Page.cut([_received(payment, names) for payment in payments], request.first)


def _query(wanted: str) -> dict[str, str] | None:
    """How to find the user, or None where nobody can be called that."""
    if len(wanted) > _RECEIVER_MAXIMUM_CHARACTERS or not wanted.isprintable():
        return None
    email = known_email(wanted) if "@" in wanted else None
    return {"_id": wanted} if email is None else {"email": email}


def checked_message(message: str | None) -> str | None:
    """`message` trimmed and in Unicode NFC; None where nothing is left. Raises InvalidInputError."""
    if message is None:
        return None
    if len(message) > _RAW_MAXIMUM_CHARACTERS:
        raise _too_long()
    text = unicodedata.normalize("NFC", message).strip()
    if len(text) > MESSAGE_MAXIMUM_CHARACTERS:
        raise _too_long()
    if any(unicodedata.category(each) in _FORBIDDEN and each != "\n" for each in text):
        raise InvalidInputError("giftMessage", "must not contain control characters other than line feeds")
    return text or None


def _too_long() -> InvalidInputError:
    return InvalidInputError(
        "giftMessage", Phrase("must have at most {most} characters", most=MESSAGE_MAXIMUM_CHARACTERS)
    )


def _received(payment: Payment, names: dict[str, str]) -> ReceivedGift:
    return ReceivedGift(
        payment_id=payment.id,
        tokens=payment.tokens,
        bonus_tokens=payment.bonus_tokens,
        message=payment.gift.message if payment.gift else None,
        giver_name=names.get(payment.user_id),
        received_at=payment.credited_at or payment.created_at,
    )


async def _names(user_ids: set[str]) -> dict[str, str]:
    rows = User.get_pymongo_collection().find({"_id": {"$in": sorted(user_ids)}}, {"name": True})
    return {row["_id"]: row["name"] async for row in rows}
