"""Purchases at a row's servers, the webhooks that Stripe sends about them, and how a row delivers those itself."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.faults.book import Operation
from tests.faults.everyday import next_operation
from tests.faults.load import carry_out
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.shop import WEBHOOK_SECRET, shared_stripe
from tests.faults.stage import Stage

__all__ = ["Till", "open_till", "signed"]

PATIENCE_SECONDS = 30
Event = dict[str, Any]


@dataclass
class Till:
    """Two servers that share one simulated Stripe, whose webhooks come here and nowhere else."""

    stage: Stage
    servers: list[Server]
    api_base: str
    events: list[Event] = field(default_factory=list)
    """As Stripe sent them."""

    async def buy(self, person: Person, package: str = "package_100k") -> Operation:
        purchase = self.stage.book.note(next_operation(person, "purchase"))
        purchase.text = package
        await carry_out(purchase, self.stage.ways(person, self.servers), self.stage.plan.stream(purchase.key))
        return purchase

    async def pay(self, purchase: Operation, card: str = "pm_card_visa") -> None:
        await self.ask(f"/v1/payment_intents/{reference_of(purchase)}/confirm", payment_method=card)

    async def ask(self, path: str, **form: str) -> dict[str, Any]:
        """A call of Stripe's API with the secret key."""
        async with httpx.AsyncClient(timeout=30) as http:
            return (await http.post(f"{self.api_base}{path}", auth=("sk_test_simulated", ""), data=form)).json()

    async def control(self, path: str, **body: Any) -> dict[str, Any]:
        """One of the simulated Stripe's controls for tests."""
        async with httpx.AsyncClient(timeout=30) as http:
            url = f"{self.api_base}/_simulator{path}"
            return (await http.post(url, auth=("sk_test_simulated", ""), json=body)).json()

    async def event(self, kind: str, count: int = 1) -> list[Event]:
        """The first `count` events of this kind, once Stripe has sent them."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(found := [event for event in self.events if event["type"] == kind]) < count:
            assert time.monotonic() < deadline, f"Stripe did not send {count} {kind}"
            await asyncio.sleep(0.02)
        return found[:count]

    async def deliver(self, event: Event, server: Server) -> int:
        """Send it as Stripe would now; the status of the answer."""
        body = json.dumps(event).encode()
        return await self.post(server, body, signed(body))

    async def deliver_until_taken(self, events: Sequence[Event], copies: int = 1) -> None:
        """Every event `copies` times, at both servers by turns, all at once; what was not taken comes again."""
        waiting = [(event, number) for number in range(copies) for event in events]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while waiting:
            assert time.monotonic() < deadline, f"{len(waiting)} deliveries were never taken"
            answers = await asyncio.gather(*(self.deliver(event, self.servers[n % 2]) for event, n in waiting))
            assert set(answers) <= {200, 503}, answers
            waiting = [(event, n + 1) for (event, n), code in zip(waiting, answers, strict=True) if code != 200]

    async def post(self, server: Server, body: bytes, headers: dict[str, str]) -> int:
        async with httpx.AsyncClient(timeout=30) as http:
            return (await http.post(f"{server.url}/webhooks/stripe", content=body, headers=headers)).status_code

    def payment(self, purchase: Operation) -> dict[str, Any]:
        """Our payment as it is stored."""
        found = self.stage.database["payments"].find_one({"_id": purchase.answer.told["payment"]["id"]})
        assert found is not None
        return found

    def moved(self, person: Person) -> list[tuple[str, int]]:
        """What each entry of the wallet did to what can be spent, by the first part of its key; no welcome."""
        entries = self.stage.database["ledger_entries"].find({"wallet": person.wallet}).sort("seq", 1)
        signs = {"grant": 1, "revoke": -1}
        return [
            (
                entry["key"].partition(":")[0],
                sum(signs.get(each["op"], 0) * each["amount"] for each in entry["changes"]),
            )
            for entry in entries
            if not entry["key"].startswith("welcome:")
        ]


def reference_of(purchase: Operation) -> str:
    """Stripe's id of the payment."""
    return str(purchase.answer.told["payment"]["gatewayReference"])


def signed(body: bytes, *, seconds_ago: int = 0, secret: str = WEBHOOK_SECRET) -> dict[str, str]:
    """The headers with which Stripe sends `body`."""
    moment = int(time.time()) - seconds_ago
    mac = hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256)
    return {"stripe-signature": f"t={moment},v1={mac.hexdigest()}", "content-type": "application/json"}


@asynccontextmanager
async def open_till(stage: Stage) -> AsyncIterator[Till]:
    """Two servers, and nothing delivered to them but by the row."""
    events: list[Event] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        events.append(json.loads(await reader.readexactly(int(fields["content-length"]))))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(take, "127.0.0.1", 0)
    async with listener:
        address = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"
        with shared_stripe(address) as env:
            yield Till(stage, await stage.two_servers(**env), env["STRIPE_API_BASE"], events)
