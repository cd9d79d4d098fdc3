"""B9: the example of docs/teams.md as it is written, and the story of a team over HTTP and WebSocket."""

import asyncio
import email
import email.policy
import json
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT, LiveServer
from tests.support.subscription import websocket_events
from tests.support.waiting import PATIENCE_SECONDS, until

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "teams.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROMISED = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)


@dataclass
class Person:
    client: GraphQLClient
    id: str
    email: str

    async def run(self, operation: str, **variables: object) -> Any:
        (result,) = (await self.client.execute(OPERATIONS[operation], variables)).values()
        return result

    async def code(self, operation: str, **variables: object) -> str:
        """Why the operation is refused: as a member of its result, or as an error."""
        answer = (await self.client.send(OPERATIONS[operation], variables)).json()
        if "errors" in answer:
            return str(answer["errors"][0]["extensions"]["code"])
        (result,) = answer["data"].values()
        return str(result.get("code"))


@pytest.fixture
async def people(live_server: LiveServer) -> AsyncIterator[dict[str, Person]]:
    made = {}
    for name in ("ada", "bob", "carol", "eve", "mallory"):
        client, address = GraphQLClient(live_server.graphql_url), f"{new_id(name)}@example.com"
        session = await client.register(address)
        made[name] = Person(client, session["user"]["id"], address)
    yield made
    for person in made.values():
        await person.client.close()


async def tokens(server: LiveServer, addresses: list[str]) -> dict[str, str]:
    """What lets whoever reads the mail to each address in."""

    async def found() -> dict[str, str] | None:
        links = {}
        for file in (server.data_dir / "mail").glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            body = mail.get_body(["plain"])
            link = re.search(r"/team-invitation\?token=(\S+)", "" if body is None else body.get_content())
            if link is not None:
                links[str(mail["to"])] = link[1]
        return links if links.keys() >= set(addresses) else None

    return dict(await until(found))


async def paid_for(server: LiveServer, buyer: Person, team: str) -> None:
    """Buy 500,000 tokens for the team, as a program pays."""
    started = (await buyer.client.execute(BUY, {"team": team, "key": new_id("key")}))["purchase"]
    assert started["payment"]["teamId"] == team
    async with httpx.AsyncClient() as http:
        await http.post(
            f"{server.stripe_url}/v1/payment_intents/{started['payment']['gatewayReference']}/confirm",
            auth=(started["publishableKey"], ""),
            data={"client_secret": started["clientSecret"], "payment_method": "pm_card_visa"},
        )


BUY = """mutation Buy($team: ID!, $key: String!) {
  purchase(input: { packageId: "package_500k", paymentMethod: CARD, teamId: $team, idempotencyKey: $key }) {
    ... on PurchaseStarted { payment { gatewayReference teamId } clientSecret publishableKey }
    ... on UserError { code message }
  }
}"""
WATCH = "subscription Watch($team: ID!) { balanceChanged(teamId: $team) { available } }"
STATS = """query Stats($team: ID!) {
  usageStats(teamId: $team, from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", bucket: MONTH) {
    totals { requests cost }
  }
}"""


async def test_the_example_does_what_the_page_says(live_server: LiveServer) -> None:
    async with GraphQLClient(live_server.graphql_url) as ada:
        await ada.register(f"{new_id('ada')}@example.com")
    script = "\n".join(["set -eu", f"TOKEN={ada.token}", TOOLS, *SHELL])
    script = script.replace("http://127.0.0.1:8000", live_server.url)
    script = script.replace(".tokentill/mail", str(live_server.data_dir / "mail"))
    finished = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    answers = [json.loads(line) for line in finished.stdout.splitlines() if line]
    assert answers == [json.loads(each) for each in PROMISED]


@pytest.fixture
async def team(live_server: LiveServer, people: dict[str, Person]) -> str:
    """A team of Ada's, with Bob as a member and Carol as an admin; Eve does not want to be in it."""
    ada, bob, carol, eve, mallory = people.values()
    made = await ada.run("CreateTeam", name="Aces", key="k1")
    assert (made["name"], made["role"], made["memberCount"], made["balance"]["available"]) == ("Aces", "OWNER", 1, "0")
    team = str(made["id"])
    assert (await ada.run("CreateTeam", name="Aces", key="k1"))["id"] == team
    for person, role in ((bob, "MEMBER"), (carol, "ADMIN"), (eve, "MEMBER")):
        await ada.run("InviteTeamMember", team=team, email=person.email, role=role, key=new_id("key"))
    links = await tokens(live_server, [bob.email, carol.email, eve.email])
    told = await bob.run("TeamInvitation", token=links[bob.email])
    assert (told["teamName"], told["invitedBy"]["name"], told["role"]) == ("Aces", "Ada", "MEMBER")
    assert (await bob.run("AcceptTeamInvitation", token=links[bob.email]))["role"] == "MEMBER"
    assert (await carol.run("AcceptTeamInvitation", token=links[carol.email]))["role"] == "ADMIN"
    await eve.run("DeclineTeamInvitation", token=links[eve.email])
    assert await mallory.code("AcceptTeamInvitation", token=links[bob.email]) == "TEAM_INVITATION_INVALID"
    assert await eve.code("AcceptTeamInvitation", token=links[eve.email]) == "TEAM_INVITATION_INVALID"
    return team


async def seen_in(person: Person, team: str) -> dict[str, dict[str, Any]]:
    """Who is in the team, by id, as this person sees them."""
    edges = (await person.run("Team", id=team))["members"]["edges"]
    return {edge["node"]["person"]["id"]: edge["node"] for edge in edges}


async def test_members_spend_within_their_caps_and_see_what_is_theirs(
    live_server: LiveServer, people: dict[str, Person], team: str
) -> None:
    ada, bob, carol, _, mallory = people.values()
    assert (await bob.client.execute(BUY, {"team": team, "key": "k"}))["purchase"]["code"] == "TEAM_ROLE_REQUIRED"
    await paid_for(live_server, carol, team)
    await until(lambda: has(ada, team, 500_000))
    capped = await carol.run("SetTeamMemberCaps", team=team, member=bob.id, daily="2000", monthly=None)
    assert (capped["dailyCap"], capped["monthlyCap"], capped["usedToday"]) == ("2000", None, "0")
    said = await bob.run("TeamChat", team=team, message="Hello", key="k1")
    cost = int(said["usage"]["cost"])
    assert said["balance"]["available"] == str(500_000 - cost)
    assert (await bob.run("Balance"))["available"] == "10000"
    assert await bob.code("TeamChat", team=team, message="Hello", key="k2", maxTokens=4_000) == "TEAM_CAP_REACHED"
    carols = int((await carol.run("TeamChat", team=team, message="Hello again", key="k1"))["usage"]["cost"])

    for person, charged in ((bob, [bob.id]), (ada, [carol.id, bob.id])):
        edges = (await person.run("TeamUsage", team=team))["edges"]
        assert [edge["node"]["member"]["id"] for edge in edges] == charged
    stats = [(await each.client.execute(STATS, {"team": team}))["usageStats"]["totals"] for each in (bob, ada)]
    assert [total["cost"] for total in stats] == [str(cost), str(cost + carols)]
    assert await bob.code("TeamUsage", team=team, member=carol.id) == "TEAM_ROLE_REQUIRED"
    rows = await seen_in(bob, team)
    assert (rows[bob.id]["usedToday"], rows[carol.id]["usedToday"]) == (str(cost), None)
    assert (await seen_in(ada, team))[carol.id]["usedToday"] == str(carols)
    for operation in ("Team", "TeamUsage", "TeamChat", "LeaveTeam"):
        code = await mallory.code(operation, id=team, team=team, message="Hello", key="k9")
        assert code == "NOT_FOUND", operation


async def has(person: Person, team: str, tokens: int) -> bool:
    return bool((await person.run("Team", id=team))["balance"]["available"] == str(tokens))


async def test_who_is_removed_sees_and_spends_nothing_more(
    live_server: LiveServer, people: dict[str, Person], team: str
) -> None:
    _, bob, carol, _, _ = people.values()
    stream = websocket_events(live_server.websocket_url, WATCH, {"team": team}, token=bob.client.token)
    async with aclosing(stream), asyncio.timeout(PATIENCE_SECONDS):
        assert await anext(stream) == {"data": {"balanceChanged": {"available": "0"}}}
        await paid_for(live_server, carol, team)
        assert await anext(stream) == {"data": {"balanceChanged": {"available": "500000"}}}
        await carol.run("RemoveTeamMember", team=team, member=bob.id)
        assert await bob.code("TeamChat", team=team, message="Hello", key="k3") == "NOT_FOUND"
        await carol.run("TeamChat", team=team, message="Bye", key="k2")
        with pytest.raises(AssertionError, match="NOT_FOUND"):  # an `error` message, which ends it
            await anext(stream)


async def test_a_team_goes_to_another_owner_who_ends_it(
    live_server: LiveServer, people: dict[str, Person], team: str
) -> None:
    ada, bob, carol, _, _ = people.values()
    assert await ada.code("LeaveTeam", team=team) == "TEAM_OWNER_STAYS"
    assert (await ada.run("TransferTeam", team=team, member=carol.id))["role"] == "OWNER"
    await ada.run("LeaveTeam", team=team)
    await paid_for(live_server, carol, team)
    await until(lambda: has(carol, team, 500_000))
    assert await bob.code("CloseTeam", team=team) == "TEAM_ROLE_REQUIRED"
    assert await carol.code("CloseTeam", team=team) == "TEAM_NOT_EMPTY"
    assert (await carol.run("CloseTeam", team=team, forfeit=True))["teamId"] == team
    for person in (bob, carol):
        assert await person.code("Team", id=team) == "NOT_FOUND"
        assert (await person.run("Teams"))["edges"] == []
