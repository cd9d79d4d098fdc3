"""Row 30: a refresh token comes 50 times at once, at two servers, and again later: one line of tokens, then none."""

import asyncio
import time

from tests.faults.sign_ins import SignIns
from tests.faults.stage import Stage

AT_ONCE = 50
GRACE_SECONDS = 10
REFUSED_SECONDS = 5.0


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    async with SignIns(servers) as ada:
        first = await ada.register()
        other = await ada.login(1)
        began = time.monotonic()
        renewed = await asyncio.gather(*(ada.refresh(turn % 2, first["refreshToken"]) for turn in range(AT_ONCE)))
        stage.within("all answers to one token", time.monotonic() - began, GRACE_SECONDS)
        assert {each["__typename"] for each in renewed} == {"Session"}
        assert len({each["refreshToken"] for each in renewed}) == 1
        newest = renewed[0]
        for server in (0, 1):
            assert await ada.is_good(server, newest["accessToken"])
        await asyncio.sleep(GRACE_SECONDS + stage.plan.between("milliseconds of delay", 200, 2_000) / 1_000)
        thief = stage.plan.one_of("the server that the thief asks", (0, 1))
        assert (await ada.refresh(thief, first["refreshToken"]))["code"] == "SESSION_EXPIRED"
        began = time.monotonic()
        for server in (0, 1):
            assert (await ada.refresh(server, newest["refreshToken"]))["code"] == "SESSION_EXPIRED"
            while await ada.is_good(server, newest["accessToken"]):  # noqa: ASYNC110 - the server decides when
                await asyncio.sleep(0.05)
        stage.within("until both servers refused the family", time.monotonic() - began, REFUSED_SECONDS)
        assert await ada.is_good(0, other["accessToken"])
        assert (await ada.refresh(0, other["refreshToken"]))["__typename"] == "Session"
    sessions = list(stage.database["sessions"].find({}).sort("created_at", 1))
    assert [(each["rotation"], each["revoked_reason"]) for each in sessions] == [(1, "reuse"), (1, None)]
    await stage.reckon()
