"""One of each kind of thing, all of one person, made as clients make them."""

from dataclasses import dataclass
from typing import Any

import httpx

from gateways.simulated.background import SimulatedStripe
from models.api_key import ApiScope
from models.ids import new_id
from models.payment import Payment
from models.team import Team
from services.ledger import GrantSource, UsageRecord
from tests.acceptance.operations import OPERATIONS
from tests.resolvers.permissions.people import Api, Person
from tests.resolvers.permissions.walk import Leaf, Root

__all__ = ["PUBLIC_IDS", "World", "make_world"]

PUBLIC_IDS = {"chatModelId", "fallbackModels", "modelId", "packageId", "planId", "ticketModelId"}
"""Leaves that name what is everybody's: models, packages, plans."""


@dataclass(frozen=True)
class World:
    """`things` holds ids by the name of the leaf that takes them, or by `<root field> <path>` where that says more."""

    owner: Person
    things: dict[str, str]
    secrets: frozenset[str]
    """What nobody else may read: ids, addresses, and words of texts."""

    def thing(self, root: Root, leaf: Leaf) -> str | None:
        """The owner's thing that the leaf can name."""
        return self.things.get(f"{root.name} {leaf.path}", self.things.get(leaf.name))


async def make_world(api: Api, stripe: SimulatedStripe, word: str) -> World:
    """`word` stands in all text that the owner wrote. It costs its owner tokens, and no money."""
    ada = await api.person()

    async def made(operation: str, **values: object) -> dict[str, Any]:
        answer = await api.run(ada, OPERATIONS[operation], values)
        (result,) = answer["data"].values()
        assert "code" not in result, result
        return dict(result)

    chat_key = new_id("key")
    chat = await made("Chat", message=f"Where do {word} live?", key=chat_key)
    messages = await made("Messages", conversation=chat["conversation"]["id"], first=5)
    question = next(edge["node"]["id"] for edge in messages["edges"] if edge["node"]["role"] == "USER")
    ticket = await made("GenerateTicket", description=f"Show {word} on the start page", model=None, key=new_id("key"))
    shared = await made("ShareConversation", conversation=chat["conversation"]["id"], access="READ", key=new_id("key"))
    bought = await made("Purchase", packageId="package_500k", method="CARD", key=new_id("key"))
    held = await made("HoldTokens", amount=1, key=new_id("key"))
    subscribed = await made("Subscribe", planId="pro", key=new_id("key"))
    team = await _team_of(ada, api, word)
    export = await made("ExportUsage", format="CSV")
    key = await api.key_of(ada, ApiScope.READ)
    (api_key,) = (await made("ApiKeys", first=5))["edges"]
    (session,) = (await made("Sessions", first=5))["edges"]
    things = {
        "Mutation.cancelChat input.idempotencyKey": chat_key,
        "Query.conversation id": chat["conversation"]["id"],
        "Query.payment id": bought["payment"]["id"],
        "Query.team id": team["teamId"],
        "apiKeyId": api_key["node"]["id"],
        "conversationId": chat["conversation"]["id"],
        "editsId": question,
        "exportId": export["usageExport"]["id"],
        "holdId": held["hold"]["id"],
        "invitationId": team["invitationId"],
        "memberId": ada.user_id,
        "messageId": question,
        "paymentId": bought["payment"]["id"],
        "replyId": chat["reply"]["id"],
        "savedCardId": await _saved_card(api, ada, stripe),
        "sessionId": session["node"]["id"],
        "shareId": shared["share"]["id"],
        "subscriptionId": subscribed["subscription"]["id"],
        "teamId": team["teamId"],
        "throughId": question,
        "ticketId": ticket["ticket"]["id"],
        "userId": ada.user_id,
    }
    gift = await _gift_to(ada, api, word)
    assert key.token is not None
    told = {ada.user_id, word, gift, shared["invitation"], bought["clientSecret"], key.token}
    return World(ada, things, frozenset(told | set(things.values())))


async def _team_of(ada: Person, api: Api, word: str) -> dict[str, str]:
    """A team of Ada's with tokens, of which she has spent some, and an open invitation to it."""
    answer = await api.run(ada, OPERATIONS["CreateTeam"], {"name": f"Team of {word}", "key": new_id("key")})
    team_id = answer["data"]["createTeam"]["id"]
    stored = await Team.get(team_id)
    assert stored is not None
    ledger = api.services.ledger
    await ledger.grant(stored.wallet_id, "test:grant", source=GrantSource.ADMIN, amount=100_000)
    used = UsageRecord(kind="chat", member_id=ada.user_id)
    await ledger.spend(stored.wallet_id, "test:spend", amount=1, usage=used)
    invited = {"team": team_id, "email": f"{word}@example.com", "role": "MEMBER", "key": new_id("key")}
    answer = await api.run(ada, OPERATIONS["InviteTeamMember"], invited)
    return {"teamId": team_id, "invitationId": answer["data"]["inviteTeamMember"]["id"]}


async def _saved_card(api: Api, ada: Person, stripe: SimulatedStripe) -> str:
    answer = await api.run(ada, OPERATIONS["StartCardSetup"], {"consent": True, "key": new_id("key")})
    setup = answer["data"]["startCardSetup"]["clientSecret"].partition("_secret_")[0]
    async with httpx.AsyncClient(base_url=stripe.api_base, auth=(stripe.secret_key, "")) as browser:
        saved = await browser.post(f"/_simulator/setup_intents/{setup}/save", json={"card": "pm_card_visa"})
        saved.raise_for_status()
    cards = await api.run(ada, "{ savedCards { id } }", {})
    return str(cards["data"]["savedCards"][0]["id"])


async def _gift_to(ada: Person, api: Api, word: str) -> str:
    """A gift that somebody sent to Ada; marked as credited, since nobody pays here."""
    giver = await api.person()
    asked = {"packageId": "package_500k", "method": "CARD", "key": new_id("key"), "giftTo": ada.user_id}
    answer = await api.run(giver, OPERATIONS["PurchaseGift"], {**asked, "message": f"For your {word}"})
    payment_id = str(answer["data"]["purchase"]["payment"]["id"])
    credited = {"$currentDate": {"credited_at": True}}
    await Payment.get_pymongo_collection().update_one({"_id": payment_id}, credited)
    return payment_id
