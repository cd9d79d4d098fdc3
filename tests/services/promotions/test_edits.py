"""Every edit of a promo code leaves a row of its admin that is completed, whatever dies in between (F2, F7)."""

import asyncio
from datetime import timedelta

import pytest

from models.admin_action import AdminAction
from models.ids import new_id
from models.promo_code import PromoCode
from services.promotions.definition import PromoDefinition, PromoLimits
from services.promotions.edits import CREATE, UPDATE, PromoEdits
from services.promotions.errors import PromoCodeTakenError, PromotionsUnavailableError
from services.promotions.service import Promotions
from tests.support.kill_switch import kill_switch


@pytest.fixture
def sweep(shop):
    """Another server's sweeper, two minutes later: `await sweep()`; how many edits it went on with."""

    async def complete():
        shop.clock.advance(minutes=2)
        return await Promotions(shop.clock, shop.packages).complete(100)

    return complete


def wanted(name=None, **limits):
    return PromoDefinition(code=name or new_id("C").upper()[:30], percent=10, limits=PromoLimits(**limits))


async def actions_about(code_id):
    rows = await AdminAction.find({"target_id": code_id}).sort("+_id").to_list()
    return [(row.action, row.outcome) for row in rows]


async def stored(name):
    return await PromoCode.find_one({"code": name})


async def test_both_rows_are_completed_and_say_what_changed(promotions):
    made = await promotions.create("usr_admin", wanted(total_cap=5))
    changed = await promotions.update("usr_other", made.code, {"total_cap": 9})
    assert (made.version, changed.version, changed.total_cap) == (1, 2, 9)
    rows = await AdminAction.find({"target_id": made.id}).sort("+_id").to_list()
    assert [(row.admin_id, row.action, row.outcome) for row in rows] == [
        ("usr_admin", CREATE, "done"),
        ("usr_other", UPDATE, "done"),
    ]
    assert (rows[1].details["before"]["total_cap"], rows[1].details["after"]["total_cap"]) == (5, 9)
    assert changed.last_edit == rows[1].effect_id


async def test_killed_after_each_step_of_making_one_the_sweeper_completes_it(promotions, sweep):
    for step in range(1, 10):
        definition = wanted(total_cap=5, minimum_amounts={"CNY": 100}, ends_at=None)
        with kill_switch(step) as switch:
            try:
                await promotions.create("usr_admin", definition)
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        await sweep()
        code = await stored(definition.code)
        assert (code.percent, code.total_cap, code.minimum_amounts, code.version) == (10, 5, {"CNY": 100}, 1)
        assert await actions_about(code.id) == [(CREATE, "done")]
    else:
        raise AssertionError("it never came to its end")
    assert step == 4
    assert await sweep() == 0


async def test_killed_after_each_step_of_a_change_the_sweeper_completes_it(promotions, sweep, shop):
    ends_at = shop.clock().replace(microsecond=0) + timedelta(days=30)
    for step in range(1, 10):
        code = await promotions.create("usr_admin", wanted(total_cap=5))
        with kill_switch(step) as switch:
            try:
                await promotions.update("usr_admin", code.code, {"total_cap": 9, "ends_at": ends_at})
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        await sweep()
        found = await stored(code.code)
        assert (found.total_cap, found.ends_at, found.version) == (9, ends_at, 2)
        assert await actions_about(code.id) == [(CREATE, "done"), (UPDATE, "done")]
    else:
        raise AssertionError("it never came to its end")
    assert await sweep() == 0


async def test_an_edit_completes_the_row_of_the_one_before(promotions, sweep):
    """Its process died between the two writes, and nobody could tell any more once the code forgot it."""
    code = await promotions.create("usr_admin", wanted(total_cap=5))
    with kill_switch(3) as switch, pytest.raises(BaseException):  # noqa: B017, PT011 - the end of the process
        await promotions.update("usr_admin", code.code, {"total_cap": 9})
    assert switch.steps[-1] == "promo_codes.find_one_and_update"
    await promotions.update("usr_other", code.code, {"total_cap": 7})
    assert await actions_about(code.id) == [(CREATE, "done"), (UPDATE, "done"), (UPDATE, "done")]
    assert await sweep() == 0
    assert (await stored(code.code)).total_cap == 7


async def test_an_edit_that_was_never_made_does_not_undo_a_later_one(promotions, sweep):
    code = await promotions.create("usr_admin", wanted(total_cap=5))
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - the end of the process
        await promotions.update("usr_admin", code.code, {"total_cap": 9})
    await promotions.update("usr_other", code.code, {"total_cap": 7})
    assert await sweep() == 1
    assert (await stored(code.code)).total_cap == 7
    refused = PromotionsUnavailableError.code
    assert await actions_about(code.id) == [(CREATE, "done"), (UPDATE, refused), (UPDATE, "done")]


async def test_a_name_that_was_taken_meanwhile_ends_the_making(promotions, sweep):
    definition = wanted()
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - the end of the process
        await promotions.create("usr_admin", definition)
    lost = await AdminAction.find_one({"details.after.code": definition.code})
    other = await promotions.create("usr_other", definition)
    assert await sweep() == 1
    assert await actions_about(lost.target_id) == [(CREATE, "PROMO_CODE_TAKEN")]
    assert (await stored(definition.code)).id == other.id
    with pytest.raises(PromoCodeTakenError):
        await promotions.create("usr_admin", definition)
    assert await sweep() == 0


async def test_any_number_of_sweepers_and_editors_at_once_make_each_edit_once(promotions, shop):
    code = await promotions.create("usr_admin", wanted(total_cap=100))
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - the end of the process
        await promotions.update("usr_admin", code.code, {"total_cap": 50})
    shop.clock.advance(minutes=2)
    edits = [promotions.update(f"usr_{n}", code.code, {"total_cap": n}) for n in range(1, 9)]
    sweeps = [PromoEdits(shop.clock).complete(100) for _ in range(3)]
    answers = await asyncio.gather(*edits, *sweeps, return_exceptions=True)
    assert all(isinstance(each, PromoCode | PromotionsUnavailableError | int) for each in answers)
    outcomes = [outcome for _, outcome in await actions_about(code.id)]
    assert None not in outcomes
    assert (await stored(code.code)).version == outcomes.count("done")


async def test_a_row_of_another_form_is_ended_as_unknown(sweep, shop):
    row = AdminAction(
        admin_id="usr_admin", action=UPDATE, target_id="prm_1", effect_id=new_id("eff"), details={}, at=shop.clock()
    )
    await row.insert()
    assert await sweep() == 1
    assert await actions_about("prm_1") == [(UPDATE, "UNKNOWN_OUTCOME")]
