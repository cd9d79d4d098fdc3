"""Every change of the block list leaves a row of its admin that is completed, whatever dies in between (F6, F7)."""

from collections.abc import Awaitable

import pytest

from models.admin_action import AdminAction
from models.block import Block, BlockKind
from services.admin.actions import AdminActions
from services.moderation import Moderation
from services.moderation.edits import BLOCK, UNBLOCK
from tests.support.kill_switch import kill_switch


@pytest.fixture
async def moderation(database, clock) -> Moderation:
    await Block.delete_all()
    await AdminAction.delete_all()
    return Moderation(AdminActions(clock), clock)


@pytest.fixture
def sweep(clock):
    """Another server's sweeper, two minutes later: `await sweep()`; how many changes it went on with."""

    async def complete() -> int:
        clock.move(minutes=2)
        return await Moderation(AdminActions(clock), clock).complete(100)

    return complete


async def killed(step: int, work: Awaitable[object]) -> bool:
    """Do the work until its `step`-th write; whether that was not its end."""
    with kill_switch(step) as switch:
        try:
            await work
        except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
            print(step, type(error).__name__, switch.steps)
    return switch.dead


async def actions() -> list[tuple[str, str, str | None]]:
    rows = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.admin_id, row.action, row.outcome) for row in rows]


async def listed() -> list[tuple[str, str]]:
    return [(row.value, row.created_by) for row in await Block.find_all().to_list()]


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_killed_before_the_end_of_a_block_the_sweeper_completes_it(moderation, sweep, step):
    assert await killed(step, moderation.block("usr_1", BlockKind.TERM, "Bad word"))
    assert await sweep() == 1
    assert await listed() == [("bad word", "usr_1")]
    assert await actions() == [("usr_1", BLOCK, "done")]
    assert await sweep() == 0


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_killed_before_the_end_of_an_unblock_the_sweeper_completes_it(moderation, sweep, step):
    row = await moderation.block("usr_1", BlockKind.USER, "usr_eve")
    assert await killed(step, moderation.unblock("usr_2", row.id))
    assert await sweep() == 1
    assert await listed() == []
    assert await actions() == [("usr_1", BLOCK, "done"), ("usr_2", UNBLOCK, "done")]


@pytest.mark.parametrize("step", [1, 2])
async def test_what_a_crash_left_never_comes_after_what_followed_it(moderation, sweep, step):
    assert await killed(step, moderation.block("usr_1", BlockKind.TERM, "Bad word"))
    row = await moderation.block("usr_2", BlockKind.TERM, "bad WORD")
    assert (row.created_by, row.written) == ("usr_1", "Bad word")
    await moderation.unblock("usr_2", row.id)
    assert await sweep() == 0
    assert await listed() == []
    assert await actions() == [("usr_1", BLOCK, "done"), ("usr_2", UNBLOCK, "done")]


async def test_a_sweeper_that_is_late_brings_no_block_back(moderation, clock, monkeypatch):
    assert await killed(1, moderation.block("usr_1", BlockKind.TERM, "Bad word"))
    clock.move(minutes=2)
    sweeper = Moderation(AdminActions(clock), clock)
    read = sweeper._edits._actions.uncompleted

    async def read_before_others_go_on(*args):
        rows = await read(*args)
        row = await moderation.block("usr_2", BlockKind.TERM, "bad word")
        await moderation.unblock("usr_2", row.id)
        return rows

    monkeypatch.setattr(sweeper._edits._actions, "uncompleted", read_before_others_go_on)
    assert await sweeper.complete(100) == 1
    assert await listed() == []
    assert await actions() == [("usr_1", BLOCK, "done"), ("usr_2", UNBLOCK, "done")]


async def test_a_row_of_another_form_is_ended(moderation, sweep, clock):
    await AdminActions(clock).begin("usr_1", BLOCK, "blk_1", "eff_1", {"kind": "of tomorrow"})
    assert await sweep() == 1
    assert await listed() == []
    assert await actions() == [("usr_1", BLOCK, "UNKNOWN_OUTCOME")]
