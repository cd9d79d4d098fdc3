"""Row 20: ten times as many users as a promo code has uses want it at once, at two servers; the cap gets it."""

import asyncio

from services.promotions.definition import PromoDefinition, PromoLimits
from tests.faults.book import Operation, Verdict
from tests.faults.everyday import next_operation
from tests.faults.load import send_once
from tests.faults.people import PROMO_CODE
from tests.faults.shop import make_promo_code, shared_stripe
from tests.faults.stage import Stage

USERS_PER_USE = 10
DISCOUNTED = "900"
"""Of 1000 fen, the price of the package."""


async def run(stage: Stage) -> None:
    cap = stage.plan.between("uses of the code", 3, 6)
    with shared_stripe() as env:
        servers = await stage.two_servers(**env)
        limits = PromoLimits(total_cap=cap)
        await make_promo_code(stage, PromoDefinition(code=PROMO_CODE, percent=10, limits=limits))
        people = [await stage.person(servers[number % 2]) for number in range(USERS_PER_USE * cap)]
        wanted = [stage.book.note(_with_code(next_operation(person, "discounted"))) for person in people]
        tasks = [
            stage.start(send_once(operation, stage.ways(person, servers)[number % 2]))
            for number, (person, operation) in enumerate(zip(people, wanted, strict=True))
        ]
        await stage.book.strike_when(in_flight=len(wanted) // 4)
        answers = await asyncio.gather(*tasks)
        codes = [answer.code for answer in answers if answer.verdict is not Verdict.DONE]
        amounts = [answer.told["payment"]["amount"]["amount"] for answer in answers if answer.verdict is Verdict.DONE]
        stage.say(f"{len(wanted)} users for {cap} uses at two servers: {len(amounts)} have it")
        assert codes == ["PROMO_CODE_USED_UP"] * (len(wanted) - cap)
        assert amounts == [DISCOUNTED] * cap
        _counted(stage, cap)
        await stage.reckon()


def _with_code(operation: Operation) -> Operation:
    operation.text = "package_100k"
    return operation


def _counted(stage: Stage, cap: int) -> None:
    """The code, its redemptions and the payments agree; whoever was refused has no payment."""
    assert stage.database["promo_codes"].find_one({"code": PROMO_CODE})["redeemed"] == cap
    assert stage.database["promo_redemptions"].count_documents({"state": "reserved"}) == cap
    assert stage.database["payments"].count_documents({}) == cap
