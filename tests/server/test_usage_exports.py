"""Usage as a file, over HTTP: the link, whose it is, one at a time, and what ends it."""

import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import httpx
import pytest
from starlette.applications import Starlette

from models.admin_action import AdminAction
from models.ids import new_id
from models.team_member import TeamMember, TeamRole
from models.usage_export import UsageExport
from models.user import Role, User
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        yield http


@pytest.fixture
async def ada(client: GraphQLClient) -> dict[str, Any]:
    """Signed in, with three charges of 1, 2 and 3 tokens."""
    session = await client.register(f"{new_id('ada')}@example.com")
    for cost in (1, 2, 3):
        work = {"modelId": "=cmd", "reference": f"job-{cost}"}
        await client.execute(OPERATIONS["SpendTokens"], {"amount": cost, "work": work, "key": f"job-{cost}"})
    return session


async def offered(client: GraphQLClient, form: str = "CSV", **more: Any) -> dict[str, Any]:
    result = (await client.execute(OPERATIONS["ExportUsage"], {"format": form, **more}))["exportUsage"]
    export: dict[str, Any] = result["usageExport"]
    return export


def path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


async def refused(http: httpx.AsyncClient, link: str) -> tuple[int, str]:
    answer = await http.get(link)
    return answer.status_code, answer.json()["code"]


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


async def test_each_form_holds_what_the_history_shows(client: GraphQLClient, http: httpx.AsyncClient, ada):
    for form, kind in (("CSV", "text/csv"), ("JSONL", "application/jsonl"), ("XLSX", "application/vnd.openxml")):
        export = await offered(client, form)
        assert (export["state"], export["rows"], export["progress"]) == ("READY", "0", 0)
        answer = await http.get(path(export["url"]))
        assert (answer.status_code, answer.headers["content-type"][: len(kind)]) == (200, kind)
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["content-disposition"].endswith(f'.{form.lower()}"')
        if form == "CSV":
            rows = csv_rows(answer.content)
            assert [(row["cost"], row["balance_after"], row["model_id"]) for row in rows] == [
                ("3", "9994", "'=cmd"),
                ("2", "9997", "'=cmd"),
                ("1", "9999", "'=cmd"),
            ]
            assert {row["user_id"] for row in rows} == {ada["user"]["id"]}
        elif form == "JSONL":
            assert [json.loads(line)["reference"] for line in answer.content.splitlines()] == [
                "job-3",
                "job-2",
                "job-1",
            ]
        else:
            assert ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").count(b"<row>") == 4
        done = (await client.execute(OPERATIONS["UsageExport"]))["usageExport"]
        assert (done["id"], done["state"], done["rows"], done["progress"]) == (export["id"], "DONE", "3", 1)
        assert done["endedAt"] is not None


async def test_what_comes_after_the_asking_is_not_in_it(client: GraphQLClient, http: httpx.AsyncClient, ada):
    export = await offered(client)
    await client.execute(OPERATIONS["SpendTokens"], {"amount": 4, "key": "job-4"})
    assert [row["cost"] for row in csv_rows((await http.get(path(export["url"]))).content)] == ["3", "2", "1"]
    filtered = await offered(client, filter={"modelId": "another"})
    assert csv_rows((await http.get(path(filtered["url"]))).content) == []


async def test_a_link_is_good_only_as_it_was_signed(client: GraphQLClient, http: httpx.AsyncClient, ada):
    first = path((await offered(client))["url"])
    link = path((await offered(client))["url"])
    assert await refused(http, first) == (403, "EXPORT_LINK_INVALID")  # another has taken its place
    parts = urlsplit(link)
    sent = {name: values[0] for name, values in parse_qs(parts.query).items()}

    def with_(**changed: str) -> str:
        return str(httpx.URL(parts.path, params=sent | changed))

    other = parts.path.replace(".csv", ".xlsx")
    for forged in (
        with_(user="usr_other"),
        with_(session="ses_other"),
        with_(session="command line"),
        with_(expires=str(int(sent["expires"]) + 1)),
        with_(signature="0" * 64),
        str(httpx.URL(other, params=sent)),
        parts.path,
    ):
        assert await refused(http, forged) == (403, "EXPORT_LINK_INVALID")
    assert (await http.head(link)).status_code == 405
    assert (await http.get(link)).status_code == 200
    await client.execute(OPERATIONS["Logout"], {"refreshToken": ada["refreshToken"]})
    assert await refused(http, link) == (403, "EXPORT_LINK_INVALID")


async def test_one_at_a_time_and_a_closed_connection_gives_the_turn_back(
    client: GraphQLClient, http: httpx.AsyncClient, app: Starlette, ada
):
    exports = app.state.container.services.usage_exports
    link = path((await offered(client))["url"])
    sent = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    name = urlsplit(link).path.rpartition("/")[2]
    file = await exports.open(sent["user"], name, sent["session"], sent["expires"], sent["signature"])
    await anext(file.pieces)
    assert await refused(http, link) == (429, "EXPORT_RUNNING")
    again = (await client.execute(OPERATIONS["ExportUsage"], {"format": "CSV"}))["exportUsage"]
    assert again["code"] == "EXPORT_RUNNING"
    running = (await client.execute(OPERATIONS["UsageExport"]))["usageExport"]
    assert running["state"] == "RUNNING"
    await file.pieces.aclose()
    while exports._ending:
        await next(iter(exports._ending))
    cut = (await client.execute(OPERATIONS["UsageExport"]))["usageExport"]
    assert cut["state"] == "CUT"
    assert (await http.get(link)).status_code == 200


async def test_a_cancelled_one_stops_and_its_link_is_good_no_more(
    client: GraphQLClient, http: httpx.AsyncClient, app: Starlette, ada, monkeypatch
):
    monkeypatch.setattr("services.usage_export.service.NOTED_EVERY", timedelta(seconds=-1))
    monkeypatch.setattr("services.usage_export.charges.ROWS_AT_ONCE", 1)
    exports = app.state.container.services.usage_exports
    old, export = await offered(client), await offered(client)
    link = path(export["url"])
    sent = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    name = urlsplit(link).path.rpartition("/")[2]
    file = await exports.open(sent["user"], name, sent["session"], sent["expires"], sent["signature"])
    begun = await anext(file.pieces) + await anext(file.pieces)
    refusal = (await client.execute(OPERATIONS["CancelUsageExport"], {"export": old["id"]}))["cancelUsageExport"]
    assert refusal["code"] == "NOT_FOUND"
    cancelled = (await client.execute(OPERATIONS["CancelUsageExport"], {"export": export["id"]}))["cancelUsageExport"]
    assert cancelled["usageExport"]["state"] == "CANCELLED"
    with pytest.raises(TimeoutError):
        await anext(file.pieces)
    assert begun.count(b"\r\n") == 2
    assert await refused(http, link) == (403, "EXPORT_LINK_INVALID")
    row = (await client.execute(OPERATIONS["UsageExport"]))["usageExport"]
    assert (row["state"], row["url"]) == ("CANCELLED", None)


async def test_so_many_a_day(client: GraphQLClient, http: httpx.AsyncClient, ada):
    link = path((await offered(client))["url"])
    await UsageExport.find_one({"_id": ada["user"]["id"]}).update({"$set": {"taken": 50}})
    assert await refused(http, link) == (429, "EXPORT_LIMIT_REACHED")


async def test_an_admin_takes_everybodys_and_that_is_written_down(client: GraphQLClient, http: httpx.AsyncClient, ada):
    mine = (await client.execute(OPERATIONS["ExportAllUsage"], {"format": "JSONL"}))["exportAllUsage"]
    assert mine["code"] == "FORBIDDEN"
    email = f"{new_id('admin')}@example.com"
    await client.register(email)
    await client.execute(OPERATIONS["SpendTokens"], {"amount": 9, "key": "job"})
    await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
    await client.login(email)
    everybody = (await client.execute(OPERATIONS["ExportAllUsage"], {"format": "JSONL"}))["exportAllUsage"]
    lines = (await http.get(path(everybody["usageExport"]["url"]))).content.splitlines()
    costs = [json.loads(line)["cost"] for line in lines]
    assert costs[-4:] == [3, 2, 1, 9]
    one = {"format": "JSONL", "user": ada["user"]["id"]}
    export = (await client.execute(OPERATIONS["ExportAllUsage"], one))["exportAllUsage"]["usageExport"]
    lines = (await http.get(path(export["url"]))).content.splitlines()
    assert [json.loads(line)["cost"] for line in lines] == [3, 2, 1]
    rows = await AdminAction.find({"action": "export_usage"}).sort("at").to_list()
    assert [(row.target_id, row.outcome) for row in rows] == [("everybody", "done"), (ada["user"]["id"], "done")]
    nobody = {"format": "CSV", "user": "usr_nobody"}
    assert (await client.execute(OPERATIONS["ExportAllUsage"], nobody))["exportAllUsage"]["code"] == "NOT_FOUND"


async def test_who_is_no_admin_any_more_has_nothing_of_everybodys(client: GraphQLClient, http: httpx.AsyncClient):
    email = f"{new_id('admin')}@example.com"
    await client.register(email)
    await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
    await client.login(email)
    asked = (await client.execute(OPERATIONS["ExportAllUsage"], {"format": "CSV"}))["exportAllUsage"]["usageExport"]
    assert (await http.get(path(asked["url"]))).status_code == 200
    await User.find_one({"email": email}).update({"$set": {"role": Role.USER.value}})
    assert await refused(http, path(asked["url"])) == (403, "EXPORT_LINK_INVALID")
    await client.login(email)
    assert (await client.execute(OPERATIONS["UsageExport"]))["usageExport"] is None
    refusal = (await client.execute(OPERATIONS["CancelUsageExport"], {"export": asked["id"]}))["cancelUsageExport"]
    assert refusal["code"] == "NOT_FOUND"


async def test_of_a_team_one_may_take_what_ones_role_shows_now(client: GraphQLClient, http: httpx.AsyncClient, ada):
    made = (await client.execute(OPERATIONS["CreateTeam"], {"name": "Aces", "key": new_id("key")}))["createTeam"]

    async def become(role: TeamRole | None) -> None:
        await TeamMember.find_one({"team_id": made["id"]}).update({"$set": {"role": role and role.value}})

    link = path((await offered(client, team=made["id"]))["url"])
    assert (await http.get(link)).status_code == 200
    await become(TeamRole.MEMBER)
    assert await refused(http, link) == (403, "EXPORT_LINK_INVALID")  # it has the charges of others
    link = path((await offered(client, team=made["id"]))["url"])
    assert (await http.get(link)).status_code == 200
    await become(None)
    assert await refused(http, link) == (403, "EXPORT_LINK_INVALID")
    assert (await client.execute(OPERATIONS["UsageExport"]))["usageExport"] is None
