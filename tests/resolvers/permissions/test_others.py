"""What belongs to somebody else: whoever names it is answered as if it did not exist, and reads nothing of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from gateways.simulated.background import SimulatedStripe
from models.ids import new_id
from resolvers.access import ACCESS
from services.identity.caller import Caller
from tests.resolvers.permissions.people import Api, Person, codes_of
from tests.resolvers.permissions.walk import Leaf, Root, leaves, roots
from tests.resolvers.permissions.world import PUBLIC_IDS, World, make_world

VALID = {
    "amount": "1000000",
    "currency": "CNY",
    "description": "Hello",
    "from": (datetime.now(UTC) - timedelta(days=1)).isoformat(),
    "message": "Hello",
    "packageId": "package_500k",
    "reason": "Because",
    "razorpayPaymentId": "pay_1",
    "razorpaySignature": "signature",
    "thresholdTokens": "10",
    "title": "Title",
    "to": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
}
"""By the name of the leaf, what services let pass, so that they come to look for the thing."""
NOT_FOR_OWNERS = {
    "Mutation.acceptTeamInvitation",
    "Mutation.cancelChat",
    "Mutation.cancelUsageExport",
    "Mutation.declineTeamInvitation",
    "Mutation.leaveConversation",
}
"""Whoever owns it is refused as well: the chat is over, nobody leaves a conversation of their own, and an invitation is
for whom it was sent to. And each export of a test takes the last one's place."""


@pytest.fixture(scope="module")
async def world(api: Api, stripe: SimulatedStripe) -> World:
    return await make_world(api, stripe, "penguins")


@pytest.fixture(scope="module")
async def other(api: Api, stripe: SimulatedStripe) -> World:
    """The same, of somebody else, who tries to reach the first one's."""
    return await make_world(api, stripe, "giraffes")


@pytest.fixture
def bob(other: World) -> Person:
    return other.owner


def places(api: Api, world: World) -> list[tuple[Root, Leaf, str]]:
    """Every place in the API where one of the owner's things can be named; what ends things comes last.

    But for the filter of an export: it reaches nothing by itself, and each answer has an id and a moment of its own.
    """
    found = [
        (root, leaf, thing)
        for root in roots(api.schema)
        for leaf in leaves(root)
        if ACCESS[root.name].least is not Caller.ADMIN and (thing := world.thing(root, leaf)) is not None
        if not (root.name == "Mutation.exportUsage" and leaf.path.startswith("input.filter."))
    ]
    ending = ("close", "delete", "end", "revoke", "remove", "cancel", "release", "withdraw")

    def order(place: tuple[Root, Leaf, str]) -> tuple[bool, bool, bool]:
        root, leaf, _ = place
        return root.own_name.startswith(ending), root.own_name == "closeTeam", leaf.name == "conversationId"

    return sorted(found, key=order)


async def named(api: Api, world: World, root: Root, leaf: Leaf, thing: str) -> tuple[str, set[str]]:
    """The answer to the owner of `world` when they name `thing`, without that name, and its codes.

    What else must be named is the owner's own.
    """
    key = new_id("key")
    given: dict[str, Any] = {each.path: VALID[each.name] for each in leaves(root) if _is_valid(root, each)}
    given |= {each.path: own for each in leaves(root) if (own := world.thing(root, each)) and _goes_with(each, leaf)}
    given |= {each.path: key for each in leaves(root) if each.name == "idempotencyKey"}
    answer = await api.ask(world.owner, root, given | {leaf.path: thing})
    return orjson.dumps(answer).decode().replace(thing, "thing").replace(key, "key"), codes_of(answer)


def _goes_with(other: Leaf, leaf: Leaf) -> bool:
    """A message is named as one of a conversation, a member as one of a team, a hold as one of a user.

    And a team pays for some reply.
    """
    together = {
        "conversationId": {"editsId", "throughId"},
        "holdId": {"userId"},
        "replyId": {"teamId"},
        "teamId": {"memberId"},
    }
    return leaf.name in together.get(other.name, set())


def _is_valid(root: Root, leaf: Leaf) -> bool:
    """Optional texts stay away: what they change is not asked here."""
    return leaf.name in VALID and "attachments" not in leaf.path and root.own_name != "conversations"


def unknown(thing: str) -> str:
    """An id of the same kind that was never given to anything."""
    return new_id(thing.partition("_")[0])


async def test_every_id_that_can_be_named_is_of_a_known_kind(api: Api, world: World) -> None:
    strange = {
        f"{root.name} {leaf.path}"
        for root in roots(api.schema)
        for leaf in leaves(root)
        if leaf.type_name == "ID" and ACCESS[root.name].least is not Caller.ADMIN
        if leaf.name not in PUBLIC_IDS and world.thing(root, leaf) is None
    }
    assert strange == set()


async def test_lists_and_streams_show_nothing_of_others(api: Api, world: World, bob: Person) -> None:
    shown = {}
    for root in roots(api.schema):
        if root.kind == "mutation" or any(leaf.type_name == "ID" for leaf in leaves(root)):
            continue
        mine = orjson.dumps(await api.ask(world.owner, root)).decode()
        theirs = orjson.dumps(await api.ask(bob, root)).decode()
        shown[root.own_name] = [each for each in world.secrets if each in mine]
        assert not [each for each in world.secrets if each in theirs], root.name
    for name in ("apiKeys", "conversations", "gifts", "me", "purchases", "savedCards", "tickets"):
        assert shown[name], name


async def test_a_cursor_of_somebody_elses_list_leads_to_nothing_of_theirs(api: Api, world: World, bob: Person) -> None:
    lists = [root for root in roots(api.schema) if any(leaf.path == "after" for leaf in leaves(root))]
    followed = set()
    for root in lists:
        answer = await api.ask(world.owner, root, {"first": 1, **_named_in(root, world)})
        for cursor in _cursors(answer):
            followed.add(root.own_name)
            theirs = await api.ask(bob, root, {"after": cursor, **_named_in(root, world)})
            assert not [each for each in world.secrets if each in orjson.dumps(theirs).decode()], root.name
    assert followed >= {"apiKeys", "conversations", "gifts", "purchases", "tickets", "usageHistory"}


async def test_what_is_somebody_elses_does_not_exist_for_others_and_does_for_its_owner(
    api: Api, world: World, other: World
) -> None:
    found = places(api, world)
    assert len(found) > 25
    for root, leaf, thing in found:
        answer, codes = await named(api, other, root, leaf, thing)
        assert (answer, codes) == await named(api, other, root, leaf, unknown(thing)), (root.name, leaf.path)
        assert not [each for each in world.secrets if each in answer], (root.name, leaf.path)
    for root, leaf, thing in found:
        if root.name in NOT_FOR_OWNERS:
            continue
        answer, _ = await named(api, world, root, leaf, thing)
        strange, _ = await named(api, world, root, leaf, unknown(thing))
        assert answer != strange, (root.name, leaf.path, answer)


def _named_in(root: Root, world: World) -> dict[str, str]:
    """What the list is a list of, where it must be named."""
    return {leaf.path: world.things["conversationId"] for leaf in leaves(root) if leaf.path == "conversationId"}


def _cursors(answer: dict[str, Any]) -> list[str]:
    found, waiting = list[str](), [answer.get("data")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found += [each for name, each in value.items() if name.endswith("_cursor") and each]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found
