"""Takes up promo codes and first-purchase discounts together with the payment that has them, and gives them back.

Payment, redemption and the code's count change in one transaction, so that no crash leaves one without the other, and
every count is a conditional update of the code itself: of two that want the last one, MongoDB lets one through.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.first_purchase import FirstPurchase
from models.payment import Payment
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption, RedemptionState

__all__ = ["Reservations", "TakenMeanwhileError"]

_ONE = Int64(1)
_LIVE = [RedemptionState.RESERVED.value, RedemptionState.USED.value]


class TakenMeanwhileError(Exception):
    """What was quoted is no longer to be had, or the code was edited: quote again."""


class Reservations:
    """One instance a process."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def uses_of_user(self, promo_code_id: str, user_id: str) -> int:
        """How many payments of the user have the code, unpaid ones that are open included."""
        query = {"promo_code_id": promo_code_id, "user_id": user_id, "state": {"$in": _LIVE}}
        return await PromoRedemption.get_pymongo_collection().count_documents(query)

    async def first_purchase_is_free(self, user_id: str) -> bool:
        """Whether the user has paid for nothing yet, and no open payment has the discount."""
        if await FirstPurchase.get_pymongo_collection().find_one({"_id": user_id}, {"_id": True}):
            return False
        paid = {"user_id": user_id, "credited_at": {"$type": "date"}}
        return await Payment.get_pymongo_collection().find_one(paid, {"_id": True}, hint="paid_of_user") is None

    async def store(self, payment: Payment, code: PromoCode | None) -> None:
        """Store `payment`, and with it its use of `code` and of the first-purchase discount.

        Raises TakenMeanwhileError, and DuplicateKeyError for a key or slot of the payment that is taken.
        """
        if code is None and not payment.first_purchase:
            await payment.insert()
            return
        # Transactions on one code would undo each other; those of one process rather wait for each other.
        async with self._turn:
            await _in_transaction(lambda session: _store(session, payment, code))

    async def is_beyond(self, payment: Payment) -> bool:
        """Whether what `payment`, which is paid, has was given back, and is had by as many others as may have it."""
        if payment.first_purchase:
            row = await FirstPurchase.find_one({"_id": payment.user_id})
            if row is not None and row.payment_id != payment.id:
                return True
        released = {"_id": payment.id, "state": RedemptionState.RELEASED.value}
        redemption = await PromoRedemption.find_one(released) if payment.promo_code is not None else None
        code = await PromoCode.find_one({"_id": redemption.promo_code_id}) if redemption is not None else None
        if code is None:
            return False
        beyond = code.total_cap is not None and code.redeemed >= code.total_cap
        if not beyond and code.per_user_cap is not None:
            beyond = await self.uses_of_user(code.id, payment.user_id) >= code.per_user_cap
        # If another follow-up took it up again meanwhile, it judged, and what was counted here has this payment in it.
        return beyond and await PromoRedemption.find_one(released) is not None

    async def end(self, payment: Payment) -> None:
        """Of a payment that has ended: paid, what it has is used; unpaid, it is given back. Safe to repeat."""
        paid = payment.credited_at is not None
        if payment.first_purchase:
            await _end_first_purchase(payment, paid=paid)
        if payment.promo_code is not None:
            async with self._turn:
                await _in_transaction(lambda session: _end_redemption(session, payment.id, paid=paid))


async def _in_transaction(work: Callable[[AsyncClientSession], Awaitable[None]]) -> None:
    client = Payment.get_pymongo_collection().database.client
    async with client.start_session() as session:
        await session.with_transaction(work)


async def _store(session: AsyncClientSession, payment: Payment, code: PromoCode | None) -> None:
    await Payment.get_pymongo_collection().insert_one(_document_of(payment), session=session)
    if payment.first_purchase:
        row = FirstPurchase(id=payment.user_id, payment_id=payment.id, created_at=payment.created_at)
        try:
            await FirstPurchase.get_pymongo_collection().insert_one(_document_of(row), session=session)
        except DuplicateKeyError as error:
            raise TakenMeanwhileError from error
    if code is not None:
        await _take(session, payment, code)


async def _take(session: AsyncClientSession, payment: Payment, code: PromoCode) -> None:
    """Count first: whoever else wants the code now conflicts here, so the user's uses cannot change before the end."""
    query: dict[str, Any] = {"_id": code.id, "version": code.version}
    if code.total_cap is not None:
        query["redeemed"] = {"$lt": code.total_cap}
    counted = await PromoCode.get_pymongo_collection().update_one(query, {"$inc": {"redeemed": _ONE}}, session=session)
    if not counted.modified_count:
        raise TakenMeanwhileError
    redemptions = PromoRedemption.get_pymongo_collection()
    if code.per_user_cap is not None:
        uses = {"promo_code_id": code.id, "user_id": payment.user_id, "state": {"$in": _LIVE}}
        if await redemptions.count_documents(uses, session=session) >= code.per_user_cap:
            raise TakenMeanwhileError
    row = PromoRedemption(id=payment.id, promo_code_id=code.id, user_id=payment.user_id, created_at=payment.created_at)
    await redemptions.insert_one(_document_of(row), session=session)


async def _end_first_purchase(payment: Payment, *, paid: bool) -> None:
    rows = FirstPurchase.get_pymongo_collection()
    if not paid:
        await rows.delete_one({"_id": payment.user_id, "payment_id": payment.id})
        return
    # Given back at a cancellation, and paid after all: it is used now, whoever else may have it meanwhile.
    row = FirstPurchase(id=payment.user_id, payment_id=payment.id, created_at=payment.created_at)
    await rows.update_one({"_id": payment.user_id}, {"$setOnInsert": _document_of(row)}, upsert=True)


async def _end_redemption(session: AsyncClientSession, payment_id: str, *, paid: bool) -> None:
    """One that was given back, and whose payment was paid after all, counts again, if need be beyond the cap."""
    redemptions = PromoRedemption.get_pymongo_collection()
    state = RedemptionState.USED if paid else RedemptionState.RELEASED
    movable = {"$ne": state.value} if paid else RedemptionState.RESERVED.value
    row = await redemptions.find_one_and_update(
        {"_id": payment_id, "state": movable}, {"$set": {"state": state.value}}, session=session
    )
    was_live = row is not None and row["state"] == RedemptionState.RESERVED.value
    if row is None or was_live is paid:
        return
    change = {"$inc": {"redeemed": _ONE if paid else Int64(-1)}}
    await PromoCode.get_pymongo_collection().update_one({"_id": row["promo_code_id"]}, change, session=session)


def _document_of(row: Payment | FirstPurchase | PromoRedemption) -> dict[str, Any]:
    document: dict[str, Any] = row.model_dump(by_alias=True, exclude={"revision_id"})
    return document
