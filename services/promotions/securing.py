"""Makes sure, when the money has come, that a payment still has the code and the discount of its price.

It has them while it is open. One that was given up has given them back, and can be paid all the same where the gateway
cannot cancel what it handed out: a Razorpay order can be paid at any time. Then it takes them again, if they are still
to be had; else it is denied. Either is decided once, in one transaction, and always before the credit: of any number of
such payments that are paid at the same instant, no more go through than may. Every outcome changes the payment, so that
of two servers that decide at once one must look again. One for a team that is closed is denied as well: nobody could
spend its tokens.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession

from models.first_purchase import FirstPurchase
from models.payment import Payment
from models.promo_code import PromoCode
from models.promo_redemption import LIVE_STATES, PromoRedemption, RedemptionState
from services.errors import NotFoundError
from services.teams.access import lock

__all__ = ["secure"]

Row = Mapping[str, Any]


async def secure(session: AsyncClientSession, payment: Payment, at: datetime) -> bool:
    """In the transaction of `session`: whether `payment` may be credited. Both answers are stored in it."""
    payments = Payment.get_pymongo_collection()
    stored = await payments.find_one({"_id": payment.id}, {"secured_at": True, "denied_at": True}, session=session)
    if stored is None or stored.get("denied_at") is not None:
        return False
    if stored.get("secured_at") is not None:
        return True
    redemption = await PromoRedemption.get_pymongo_collection().find_one({"_id": payment.id}, session=session)
    fits = (
        await _team_is_open(session, payment)
        and await _discount_fits(session, payment)
        and await _code_fits(session, payment, redemption, at)
    )
    if fits:
        await _take_discount(session, payment, at)
        await _take_code(session, redemption)
    decided = {"secured_at": at} if fits else {"denied_at": at}
    await payments.update_one({"_id": payment.id}, {"$set": decided}, session=session)
    return fits


async def _team_is_open(session: AsyncClientSession, payment: Payment) -> bool:
    if payment.team_id is None:
        return True
    try:
        await lock(payment.team_id, session)
    except NotFoundError:
        return False
    return True


async def _discount_fits(session: AsyncClientSession, payment: Payment) -> bool:
    if not payment.first_purchase:
        return True
    row = await FirstPurchase.get_pymongo_collection().find_one({"_id": payment.user_id}, session=session)
    return row is None or row["payment_id"] == payment.id


async def _code_fits(session: AsyncClientSession, payment: Payment, redemption: Row | None, at: datetime) -> bool:
    """What is reserved counts already; what was given back must be to be had now, and fit beside the others."""
    if redemption is None or redemption["state"] != RedemptionState.RELEASED.value:
        return True
    code = await PromoCode.get_pymongo_collection().find_one({"_id": redemption["promo_code_id"]}, session=session)
    if code is None:
        return True
    if not _is_given(code, payment, at):
        return False
    if code["total_cap"] is not None and code["redeemed"] >= code["total_cap"]:
        return False
    of_user = {"promo_code_id": code["_id"], "user_id": redemption["user_id"], "state": {"$in": LIVE_STATES}}
    uses = await PromoRedemption.get_pymongo_collection().count_documents(of_user, session=session)
    return code["per_user_cap"] is None or uses < code["per_user_cap"]


def _is_given(code: Row, payment: Payment, at: datetime) -> bool:
    """Not once it is switched off; and where it has ended, only as long as the payment could have been open.

    Else whoever hoards orders while a code is on could pay them at its price for ever.
    """
    ends_at = code["ends_at"]
    return code["active"] and (ends_at is None or at < ends_at or at < payment.expires_at)


async def _take_discount(session: AsyncClientSession, payment: Payment, at: datetime) -> None:
    if payment.first_purchase:
        own = {"_id": payment.user_id, "payment_id": payment.id}
        change = {"$set": {"used_at": at}, "$setOnInsert": {"created_at": payment.created_at}}
        await FirstPurchase.get_pymongo_collection().update_one(own, change, upsert=True, session=session)


async def _take_code(session: AsyncClientSession, redemption: Row | None) -> None:
    """The code itself changes whenever its count does, so that others who want it now conflict there."""
    if redemption is None or redemption["state"] == RedemptionState.USED.value:
        return
    used = {"$set": {"state": RedemptionState.USED.value}}
    await PromoRedemption.get_pymongo_collection().update_one({"_id": redemption["_id"]}, used, session=session)
    if redemption["state"] == RedemptionState.RELEASED.value:
        codes, again = PromoCode.get_pymongo_collection(), {"$inc": {"redeemed": Int64(1)}}
        await codes.update_one({"_id": redemption["promo_code_id"]}, again, session=session)
