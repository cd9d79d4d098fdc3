"""Takes up promo codes and first-purchase discounts together with the payment that has them, and gives them back.

Payment, redemption and the code's count change in one transaction, so that no crash leaves one without the other, and
every count is a conditional update of the code itself: of two that want the last one, MongoDB lets one through.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.first_purchase import FirstPurchase
from models.payment import Payment
from models.promo_code import PromoCode
from models.promo_redemption import LIVE_STATES, PromoRedemption, RedemptionState
from services.promotions.securing import secure
from services.teams.access import lock

__all__ = ["Reservations", "TakenMeanwhileError"]

_ONE = Int64(1)
_Result = TypeVar("_Result")


class TakenMeanwhileError(Exception):
    """What was quoted is no longer to be had, or the code was edited: quote again."""


class Reservations:
    """One instance a process."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def uses_of_user(self, promo_code_id: str, user_id: str) -> int:
        """How many payments of the user have the code, unpaid ones that are open included."""
        query = {"promo_code_id": promo_code_id, "user_id": user_id, "state": {"$in": LIVE_STATES}}
        return await PromoRedemption.get_pymongo_collection().count_documents(query)

    async def first_purchase_is_free(self, user_id: str) -> bool:
        """Whether the user has paid for nothing yet, and no open payment has the discount."""
        if await FirstPurchase.get_pymongo_collection().find_one({"_id": user_id}, {"_id": True}):
            return False
        paid = {"user_id": user_id, "credited_at": {"$type": "date"}}
        return await Payment.get_pymongo_collection().find_one(paid, {"_id": True}, hint="paid_of_user") is None

    async def store(self, payment: Payment, code: PromoCode | None) -> None:
        """Store `payment`, and with it its use of `code` and of the first-purchase discount.

        Raises TakenMeanwhileError, NotFoundError for a team that is closed, and DuplicateKeyError for a key or slot of
        the payment that is taken.
        """
        if code is None and not payment.first_purchase and payment.team_id is None:
            await payment.insert()
            return
        # Transactions on one code would undo each other; those of one process rather wait for each other.
        async with self._turn:
            await _in_transaction(lambda session: _store(session, payment, code))

    async def secure(self, payment: Payment, at: datetime) -> bool:
        """Before `payment`, which is paid, is credited: let what it has be used, for good.

        False when it had given that back, and it is not to be had any more, or when the team that it was made for is
        closed: then it is denied, for good as well.
        """
        if payment.denied_at is not None:
            return False
        if payment.secured_at is not None or not (payment.first_purchase or payment.promo_code or payment.team_id):
            return True
        async with self._turn:
            return await _in_transaction(lambda session: secure(session, payment, at))

    async def give_back(self, payment: Payment) -> None:
        """Of a payment that has ended unpaid. Safe to repeat, and without effect on one that was secured meanwhile."""
        if payment.first_purchase:
            own = {"_id": payment.user_id, "payment_id": payment.id, "used_at": None}
            await FirstPurchase.get_pymongo_collection().delete_one(own)
        if payment.promo_code is not None:
            async with self._turn:
                await _in_transaction(lambda session: _release(session, payment.id))


async def _in_transaction(work: Callable[[AsyncClientSession], Awaitable[_Result]]) -> _Result:
    client = Payment.get_pymongo_collection().database.client
    async with client.start_session() as session:
        return await session.with_transaction(work)


async def _store(session: AsyncClientSession, payment: Payment, code: PromoCode | None) -> None:
    if payment.team_id is not None:
        await lock(payment.team_id, session)  # as its closing does: that sees this purchase, or this sees that
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
        uses = {"promo_code_id": code.id, "user_id": payment.user_id, "state": {"$in": LIVE_STATES}}
        if await redemptions.count_documents(uses, session=session) >= code.per_user_cap:
            raise TakenMeanwhileError
    row = PromoRedemption(id=payment.id, promo_code_id=code.id, user_id=payment.user_id, created_at=payment.created_at)
    await redemptions.insert_one(_document_of(row), session=session)


async def _release(session: AsyncClientSession, payment_id: str) -> None:
    row = await PromoRedemption.get_pymongo_collection().find_one_and_update(
        {"_id": payment_id, "state": RedemptionState.RESERVED.value},
        {"$set": {"state": RedemptionState.RELEASED.value}},
        session=session,
    )
    if row is not None:
        codes = PromoCode.get_pymongo_collection()
        await codes.update_one({"_id": row["promo_code_id"]}, {"$inc": {"redeemed": Int64(-1)}}, session=session)


def _document_of(row: Payment | FirstPurchase | PromoRedemption) -> dict[str, Any]:
    document: dict[str, Any] = row.model_dump(by_alias=True, exclude={"revision_id"})
    return document
