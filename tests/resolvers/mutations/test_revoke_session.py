"""`sessions` and `revokeSession`: a user sees and ends their own, and nobody else's."""

from collections.abc import Callable

import pytest

from database.setup import Database
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import PASSWORD, GraphQLClient

SESSIONS, REVOKE, ME = OPERATIONS["Sessions"], OPERATIONS["RevokeSession"], OPERATIONS["Me"]


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})


async def listed(client: GraphQLClient) -> list[dict[str, object]]:
    return [edge["node"] for edge in (await client.execute(SESSIONS))["sessions"]["edges"]]


async def test_they_are_listed_with_device_and_network_the_newest_first(
    new_client: Callable[[], GraphQLClient], clock: MovableClock
) -> None:
    ada, phone, eve = new_client(), new_client(), new_client()
    ada.http.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
    session = await ada.register("ada@example.com")
    await eve.register("eve@example.com")
    clock.move(seconds=60)
    await phone.login("ada@example.com", PASSWORD)
    clock.move(seconds=60)
    phone.http.headers["user-agent"] = "curl/8.5.0"
    renewed = await ada.execute(OPERATIONS["RefreshSession"], {"refreshToken": session["refreshToken"]})
    assert renewed["refreshSession"]["__typename"] == "Session"
    newest, oldest = await listed(ada)
    assert str(oldest.pop("id")).startswith("ses_")
    assert oldest == {
        "device": "Firefox on Linux",
        "network": "127.0.0.0/24",
        "openedAt": "2026-03-01T12:00:00.000Z",
        "lastUsedAt": "2026-03-01T12:02:00.000Z",
        "expiresAt": "2026-03-31T12:02:00.000Z",
        "current": True,
    }
    assert (newest["device"], newest["openedAt"], newest["current"]) == ("Python", "2026-03-01T12:01:00.000Z", False)
    assert len(await listed(eve)) == 1


async def test_one_is_ended_and_the_others_go_on(new_client: Callable[[], GraphQLClient]) -> None:
    ada, phone = new_client(), new_client()
    await ada.register("ada@example.com")
    await phone.login("ada@example.com", PASSWORD)
    lost = next(each["id"] for each in await listed(ada) if not each["current"])
    for _ in range(2):
        ended = (await ada.execute(REVOKE, {"sessionId": lost}))["revokeSession"]
        assert ended == {"__typename": "SessionRevoked", "sessionId": lost}
    assert (await phone.send(ME)).status_code == 401
    assert [each["current"] for each in await listed(ada)] == [True]


async def test_somebody_elses_is_not_found(new_client: Callable[[], GraphQLClient]) -> None:
    ada, eve = new_client(), new_client()
    await ada.register("ada@example.com")
    await eve.register("eve@example.com")
    (session,) = await listed(ada)
    for session_id in (session["id"], "ses_none", "", '{"$gt": ""}'):
        assert (await eve.execute(REVOKE, {"sessionId": session_id}))["revokeSession"]["code"] == "NOT_FOUND"
    assert (await ada.send(ME)).status_code == 200


async def test_pages_follow_each_other_and_ended_ones_are_left_out(
    new_client: Callable[[], GraphQLClient], clock: MovableClock
) -> None:
    ada, eve = new_client(), new_client()
    await ada.register("ada@example.com")
    for _ in range(3):
        await eve.login("ada@example.com", PASSWORD)
    await ada.execute(REVOKE, {"sessionId": (await listed(ada))[1]["id"]})
    ids = [each["id"] for each in await listed(ada)]
    first = (await ada.execute(SESSIONS, {"first": 2}))["sessions"]
    after = first["pageInfo"]["endCursor"]
    second = (await ada.execute(SESSIONS, {"first": 2, "after": after}))["sessions"]
    paged = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert paged == ids
    assert len(ids) == 3
    (error,) = await ada.errors(SESSIONS, {"after": "c2Vzc2lvbnM6eyI="})
    assert error["extensions"]["code"] == "INVALID_INPUT"
    await ada.execute(OPERATIONS["LogoutEverywhere"], {"keepCurrent": True})
    assert [each["current"] for each in await listed(ada)] == [True]
