"""People who have used everything, so that their screens have something to show. Made over the API, once a server."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.buyer import eventually
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.waiting import until

__all__ = ["Past", "pasts"]

LONG_TITLE = "How the shop of a very small town sells tokens to everybody who asks for some of them"
MARKDOWN = """# A plan

Three things, *in this order*:

1. Read `settings/` first
2. Ask somebody
3. **Write it down**

| Package | Tokens | Price |
| --- | ---: | ---: |
| Basic | 100,000 | CN¥10.00 |
| Enterprise | 10,000,000 | CN¥280.00 |

```python
def total(prices: list[int]) -> int:
    return sum(prices)  # in minor units, never a fraction: money is counted in whole ones, and rounded at one place
```

> See https://example.com/a/very/long/address/that/does/not/fit/into/any/phone/whatever/one/does
"""
PURCHASE = """
mutation ($package: ID!, $key: String!, $team: ID, $gift: String, $message: String) {
  purchase(input: {
    packageId: $package, paymentMethod: CARD, idempotencyKey: $key, teamId: $team, giftTo: $gift, giftMessage: $message
  }) { __typename ... on PurchaseStarted { payment { id gatewayReference } } ... on UserError { code message } }
}
"""
PAYMENT_STATUS = "query ($id: ID!) { payment(id: $id) { status } }"


@dataclass
class Past:
    """Somebody with a past. `ids` fill the addresses of their screens in, such as `/purchases/{paid}`."""

    email: str = ""
    device_key: str = ""
    """Guests only: by it the same guest comes back."""
    ids: dict[str, str] = field(default_factory=dict)


async def pasts(server: LiveServer) -> dict[str, Past]:
    """By role: nobody, guest, user, admin."""
    async with httpx.AsyncClient() as http:
        town = _Town(server, http)
        user, admin = await town.member("Ada Lovelace"), await town.member("Grace Brewster Murray Hopper")
        await town.befriend(user, admin)
        await town.put_in_charge(admin, user)
        past = {"nobody": await town.nobody(), "guest": await town.guest(), "user": user.past, "admin": admin.past}
        await town.close()
        return past


@dataclass
class _Person:
    client: GraphQLClient
    past: Past
    id: str

    async def do(self, operation: str, **variables: Any) -> dict[str, Any]:
        """The result of a public operation, which must not be a refusal."""
        data = await self.client.execute(OPERATIONS.get(operation, operation), variables)
        result: dict[str, Any] = next(iter(data.values()))
        assert "code" not in result, result
        return result


class _Town:
    def __init__(self, server: LiveServer, http: httpx.AsyncClient) -> None:
        self._server = server
        self._http = http
        self._people: list[_Person] = []

    async def close(self) -> None:
        for person in self._people:
            await person.client.close()

    async def nobody(self) -> Past:
        """Whoever opens the links of mails."""
        person = await self._register("Somebody")
        await person.do("RequestPasswordReset", email=person.past.email)
        ids = {
            "verify": await self._mailed("verify-email", person),
            "reset": await self._mailed("reset-password", person),
        }
        return Past(ids=ids | {"invitation": new_id("tok")})

    async def guest(self) -> Past:
        past = Past(device_key=new_id("device") * 3)
        client = GraphQLClient(self._server.graphql_url)
        session = (await client.execute(OPERATIONS["StartGuestSession"], {"deviceKey": past.device_key}))[
            "startGuestSession"
        ]
        client.token = session["accessToken"]
        guest = self._known(_Person(client, past, session["user"]["id"]))
        await self._talk(guest)
        return past

    async def member(self, name: str) -> _Person:
        """Somebody who has claimed, talked, bought, subscribed and set everything up."""
        person = await self._register(name)
        await person.do("VerifyEmail", token=await self._mailed("verify-email", person))
        await person.do("Claim", key="claim")
        await self._buy(person)
        await self._subscribe(person)
        await self._talk(person)
        ticket = await person.do("GenerateTicket", description="The button does nothing on a phone", key="ticket")
        person.past.ids["ticket"] = ticket["ticket"]["id"]
        await self._save_card(person)
        await self._found_team(person)
        await person.do("CreateApiKey", name="nightly reports of the accounting", scopes=["READ", "SPEND"], key="key")
        await person.do("HoldTokens", amount="1234", seconds=3_000, key="hold")
        work = {"reference": "Invoice 2026-11, translated", "modelId": "our-own-model", "inputTokens": "1200"}
        await person.do("SpendTokens", amount="777", work=work, key="spend")
        return person

    async def befriend(self, user: _Person, admin: _Person) -> None:
        """They give each other tokens, and the user is invited to the admin's team."""
        for giver, receiver in ((user, admin), (admin, user)):
            text = "For your novel, and for the one after it"
            gift = await self._begin(giver, "package_100k", gift=receiver.past.email, message=text)
            giver.past.ids["gift"] = gift["id"]
            await self._pay(giver, gift)
        invitation = {"team": admin.past.ids["team"], "email": user.past.email, "role": "ADMIN", "key": "invite-friend"}
        await admin.do("InviteTeamMember", **invitation)

    async def put_in_charge(self, admin: _Person, user: _Person) -> None:
        """Make an admin of somebody, who then does what admins do."""
        async with GraphQLClient(self._server.graphql_url) as client:
            await client.login(self._server.admin_email, self._server.admin_password)
            first = _Person(client, Past(), "")
            await first.do("SetUserRole", userId=admin.id, role="ADMIN", reason="She knows the books")
        await admin.client.login(admin.past.email)
        admin.past.ids["other"] = user.id
        month = {"choice": "OWN", "interval": 1, "unit": "MONTHS", "amount": "5000", "mode": "ADD", "cap": "20000"}
        for person in (user, admin):
            await admin.do("SetAutoRefill", user=person.id, reason="As agreed", zone="Europe/Berlin", **month)
        grant = {"amount": "2500", "expiresAt": "2099-12-31T00:00:00Z", "key": "grant"}
        await admin.do("GrantTokens", userId=user.id, reason="The outage of Monday", **grant)
        await admin.do("CreatePromoCode", code=f"SPRING-{new_id('x')[-8:]}".upper(), percent=15, totalCap=10_000)
        await admin.do("StartBulkGrant", amount="25", mostUsers="100000", reason="Spring", key=new_id("key"))
        await admin.do("SetModelOverride", model="offline/essay", hidden=False)
        await admin.do("Block", kind="TERM", value="a word that nobody says")
        await user.do("FlagMessage", message=user.past.ids["reply"], reason="It is wrong")
        suspect = await self._begin(user, "package_500k")
        wrong = {"status": "succeeded", "amount": 1, "amount_received": 1}
        await self._at_stripe(
            "events", object=suspect["gatewayReference"], type="payment_intent.succeeded", overrides=wrong
        )

    async def _talk(self, person: _Person) -> None:
        said = await person.do("Chat", message=MARKDOWN, key="chat")
        person.past.ids |= {"conversation": said["conversation"]["id"], "reply": said["reply"]["id"]}
        await person.do("Chat", message="12 * 12?", conversation=said["conversation"]["id"], key="again")
        await person.do("RenameConversation", conversation=said["conversation"]["id"], title=LONG_TITLE)
        await person.do("Chat", message="你好，请介绍一下你自己", key="greeting")

    async def _buy(self, person: _Person) -> None:
        for name in ("paid", "refunded", "disputed", "declined", "processing", "open"):
            payment = await self._begin(person, "package_500k")
            person.past.ids[name] = payment["id"]
            match name:
                case "paid" | "refunded" | "disputed":
                    await self._pay(person, payment)
                case "declined":
                    await self._pay(person, payment, "decline", "FAILED")
                case "processing":
                    await self._pay(person, payment, "process", "PROCESSING")
            if name == "refunded":
                await self._pay(person, payment, "refund", "PARTIALLY_REFUNDED", amount=700)
            if name == "disputed":
                await self._pay(person, payment, "dispute", "DISPUTED")

    async def _begin(self, person: _Person, package: str, **more: str) -> dict[str, Any]:
        started = await person.do(PURCHASE, package=package, key=new_id("key"), **more)
        payment: dict[str, Any] = started["payment"]
        return payment

    async def _pay(
        self, person: _Person, payment: dict[str, Any], act: str = "pay", status: str = "SUCCEEDED", **body: int
    ) -> None:
        await self._at_stripe(f"payment_intents/{payment['gatewayReference']}/{act}", **body)

        async def seen() -> bool:
            now = await person.client.execute(PAYMENT_STATUS, {"id": payment["id"]})
            return bool(now["payment"]["status"] == status)

        await until(seen)

    async def _subscribe(self, person: _Person) -> None:
        started = await person.do("Subscribe", planId="pro", key="subscribe")
        await self._at_stripe(f"payment_intents/{started['clientSecret'].partition('_secret_')[0]}/pay")
        await eventually(
            lambda: person.client.execute("{ subscription { status } }"),
            lambda now: now["subscription"]["status"] == "ACTIVE",
        )

    async def _save_card(self, person: _Person) -> None:
        begun = await person.do("StartCardSetup", consent=True, key="card")
        await self._at_stripe(
            f"setup_intents/{begun['clientSecret'].partition('_secret_')[0]}/save", card="pm_card_visa"
        )
        cards = (await person.client.execute("{ savedCards { id } }"))["savedCards"]
        cap = {"amount": 2500, "currency": "CNY"}
        terms = {
            "thresholdTokens": "1000",
            "packageId": "package_100k",
            "monthlyCap": cap,
            "savedCardId": cards[0]["id"],
        }
        await person.do("SetAutoTopUp", consent=True, key="top-up", **terms)

    async def _found_team(self, person: _Person) -> None:
        team = (await person.do("CreateTeam", name="Analysts of the second floor", key="team"))["id"]
        person.past.ids["team"] = team
        await self._pay(person, await self._begin(person, "package_100k", team=team))
        other = await self._register("Bo")
        await person.do("InviteTeamMember", team=team, email=other.past.email, key="invite")
        await other.do("AcceptTeamInvitation", token=await self._mailed("team-invitation", other))
        await person.do("SetTeamMemberCaps", team=team, member=other.id, daily="5000", monthly="100000")
        await other.do("TeamChat", team=team, message="Hello", key="team-chat")
        await person.do("InviteTeamMember", team=team, email=f"{new_id('invited')}@example.com", key="invite-another")

    async def _register(self, name: str) -> _Person:
        past = Past(email=f"{new_id('ada')}@example.com")
        client = GraphQLClient(self._server.graphql_url)
        person = self._known(_Person(client, past, (await client.register(past.email))["user"]["id"]))
        await person.do("UpdateProfile", name=name)
        return person

    def _known(self, person: _Person) -> _Person:
        self._people.append(person)
        return person

    async def _mailed(self, page: str, person: _Person) -> str:
        """The token of the link to `page` in a mail to this person."""

        async def token() -> str | None:
            for file in (self._server.data_dir / "mail").glob("*.eml"):
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                body = mail.get_body(["plain"])
                found = re.search(rf"/{page}\?token=(\S+)", "" if body is None else body.get_content())
                if found and str(mail["to"]) == person.past.email:
                    return found[1]
            return None

        found: str = await until(token)
        return found

    async def _at_stripe(self, path: str, **body: Any) -> None:
        """What the payer, the shop or Stripe itself does there."""
        url = f"{self._server.stripe_url}/_simulator/{path}"
        answer = await self._http.post(url, json=body, headers={"Authorization": "Bearer sk_test_simulated"})
        assert answer.is_success, answer.text
