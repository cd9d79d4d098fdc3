"""C10 over HTTP: a ticket from the offline provider, its history, and its files."""

import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

WANTED = "Users of the shop want a dark mode on every page"


@pytest.fixture
async def ada(live_server):
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


async def generate(client: GraphQLClient, description: str = WANTED) -> dict:
    variables = {"description": description, "key": new_id("key")}
    made = (await client.execute(OPERATIONS["GenerateTicket"], variables))["generateTicket"]
    assert made["__typename"] == "TicketGenerated", made
    return made


async def fetch(live_server, client: GraphQLClient, ticket: str, form: str) -> httpx.Response:
    offered = (await client.execute(OPERATIONS["TicketExport"], {"ticket": ticket, "format": form}))["ticketExport"]
    assert datetime.fromisoformat(offered["expiresAt"]) > datetime.now(UTC)
    address = urlsplit(offered["url"])
    async with httpx.AsyncClient(timeout=60) as http:  # without the caller's token
        return await http.get(f"{live_server.url}{address.path}?{address.query}")


async def test_tickets_are_generated_charged_and_listed_newest_first(ada):
    first, second = await generate(ada), await generate(ada, "A second wish")
    assert first["ticket"] == {
        **first["ticket"],
        "title": WANTED[:40],
        "acceptanceCriteria": [WANTED[:40]],
        "priority": "MEDIUM",
        "modelId": "offline/echo",
    }
    listed = (await ada.execute(OPERATIONS["Tickets"], {"first": 1}))["tickets"]
    assert [edge["node"]["id"] for edge in listed["edges"]] == [second["ticket"]["id"]]
    rest = await ada.execute(OPERATIONS["Tickets"], {"first": 5, "after": listed["pageInfo"]["endCursor"]})
    assert [edge["node"]["id"] for edge in rest["tickets"]["edges"]] == [first["ticket"]["id"]]
    history = (await ada.execute(OPERATIONS["UsageHistory"], {"first": 5}))["usageHistory"]["edges"]
    assert [(edge["node"]["kind"], edge["node"]["cost"]) for edge in history] == [
        ("TICKET", second["usage"]["cost"]),
        ("TICKET", first["usage"]["cost"]),
    ]


async def test_a_ticket_is_exported_as_markdown_and_json_behind_a_link(ada, live_server):
    ticket = (await generate(ada))["ticket"]
    markdown = await fetch(live_server, ada, ticket["id"], "MARKDOWN")
    assert (markdown.status_code, markdown.headers["content-type"]) == (200, "text/markdown; charset=utf-8")
    assert markdown.text.startswith(f"# {ticket['title']}\n")
    exported = await fetch(live_server, ada, ticket["id"], "JSON")
    assert json.loads(exported.content)["acceptanceCriteria"] == ticket["acceptanceCriteria"]
    assert exported.headers["content-disposition"] == f'attachment; filename="{ticket["id"]}.json"'


@pytest.mark.usefixtures("pango")
async def test_a_ticket_is_exported_as_pdf(ada, live_server):
    ticket = (await generate(ada))["ticket"]
    pdf = await fetch(live_server, ada, ticket["id"], "PDF")
    assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF-")


async def test_a_link_opens_its_own_file_alone(ada, live_server):
    ticket = (await generate(ada))["ticket"]
    variables = {"ticket": ticket["id"], "format": "JSON"}
    url = urlsplit((await ada.execute(OPERATIONS["TicketExport"], variables))["ticketExport"]["url"])
    async with httpx.AsyncClient() as http:
        for path in (url.path.replace(".json", ".md"), url.path.replace(ticket["id"], "tkt_other"), "/tickets/x.json"):
            answer = await http.get(f"{live_server.url}{path}?{url.query}")
            assert (answer.status_code, answer.json()["code"]) == (403, "TICKET_LINK_INVALID")
    async with GraphQLClient(live_server.graphql_url) as eve:
        await eve.register(f"{new_id('eve')}@example.com")
        errors = await eve.errors(OPERATIONS["TicketExport"], variables)
        assert errors[0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_removed_ticket_is_gone_with_its_links_and_stays_charged(ada, live_server):
    made = await generate(ada)
    variables = {"ticket": made["ticket"]["id"], "format": "JSON"}
    url = urlsplit((await ada.execute(OPERATIONS["TicketExport"], variables))["ticketExport"]["url"])
    removed = [
        (await ada.execute(OPERATIONS["DeleteTicket"], {"ticket": made["ticket"]["id"]}))["deleteTicket"]
        for _ in range(2)
    ]
    assert removed[0] == {"__typename": "TicketDeleted", "ticketId": made["ticket"]["id"]}
    assert removed[1]["code"] == "NOT_FOUND"
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{live_server.url}{url.path}?{url.query}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert (await ada.execute(OPERATIONS["Tickets"], {"first": 5}))["tickets"]["edges"] == []
    history = (await ada.execute(OPERATIONS["UsageHistory"], {"first": 5}))["usageHistory"]["edges"]
    assert [edge["node"]["cost"] for edge in history] == [made["usage"]["cost"]]


async def test_the_limits_are_told_and_kept(ada):
    limits = (await ada.execute(OPERATIONS["TicketLimits"]))["ticketLimits"]
    assert limits["preferredModelId"] == "openai/gpt-oss-20b"
    too_long = {"description": "x" * (limits["descriptionCharacters"] + 1), "key": new_id("key")}
    refused = (await ada.execute(OPERATIONS["GenerateTicket"], too_long))["generateTicket"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "INVALID_INPUT")
