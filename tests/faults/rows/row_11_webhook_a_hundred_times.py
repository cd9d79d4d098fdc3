"""Row 11: the same signed webhook 100 times at once, at two servers; one credit."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.faults.book import Operation
from tests.faults.everyday import next_operation
from tests.faults.load import carry_out
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.shop import shared_stripe
from tests.faults.stage import Stage

COPIES = 100
TOKENS = 100_000
ARRIVAL_SECONDS = 20
CREDITED_SECONDS = 30

Delivery = tuple[bytes, str]
"""Body and signature."""


async def run(stage: Stage) -> None:
    async with _captured() as (address, deliveries):
        with shared_stripe(address) as env:
            servers = await stage.two_servers(**env)
            person = await stage.person(servers[0])
            purchase = await _pay(stage, person, servers, env["STRIPE_API_BASE"])
            body, signature = await _success(deliveries)
            await _send_copies(stage, servers, body, signature, purchase)
            await _credited_once(stage, person, purchase)
            await stage.reckon()


async def _pay(stage: Stage, person: Person, servers: list[Server], api_base: str) -> Operation:
    purchase = stage.book.note(next_operation(person, "purchase"))
    purchase.text = "package_100k"
    await carry_out(purchase, stage.ways(person, servers), stage.plan.stream("purchase"))
    told = purchase.answer.told
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            f"{api_base}/v1/payment_intents/{told['payment']['gatewayReference']}/confirm",
            auth=(told["publishableKey"], ""),
            data={"client_secret": told["clientSecret"], "payment_method": "pm_card_visa"},
        )
    assert answer.json()["status"] == "succeeded", answer.text
    return purchase


async def _success(deliveries: list[Delivery]) -> Delivery:
    """What Stripe sent for the success."""
    deadline = time.monotonic() + ARRIVAL_SECONDS
    while time.monotonic() < deadline:
        for body, signature in deliveries:
            if b'"payment_intent.succeeded"' in body:
                return body, signature
        await asyncio.sleep(0.02)
    raise AssertionError("the event of the success never came")


async def _send_copies(stage: Stage, servers: list[Server], body: bytes, signature: str, purchase: Operation) -> None:
    headers = {"stripe-signature": signature, "content-type": "application/json"}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=30, limits=limits) as http:
        purchase.under_way = True
        copies = [
            stage.start(http.post(f"{servers[n % 2].url}/webhooks/stripe", content=body, headers=headers))
            for n in range(COPIES)
        ]
        await asyncio.sleep(0)
        stage.book.strike()
        answers = [answer.status_code for answer in await asyncio.gather(*copies)]
        purchase.under_way = False
    stage.say(f"{COPIES} copies at once at two servers: { ({code: answers.count(code) for code in set(answers)}) }")
    assert set(answers) <= {200, 503}, "Stripe is told to take it as done, or to deliver again"
    assert 200 in answers


async def _credited_once(stage: Stage, person: Person, purchase: Operation) -> None:
    key = f"payment:{purchase.answer.told['payment']['id']}"
    deadline = time.monotonic() + CREDITED_SECONDS
    while not stage.database["ledger_entries"].count_documents({"wallet": person.wallet, "key": key}):
        assert time.monotonic() < deadline, "the payment was never credited"
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)  # for a second credit to show
    found = list(stage.database["ledger_entries"].find({"kind": "grant", "reference": {"$exists": True}}))
    amounts = [int(change["amount"]) for entry in found for change in entry["changes"]]
    stage.say(f"credits: {amounts}")
    assert amounts == [TOKENS]


@asynccontextmanager
async def _captured() -> AsyncIterator[tuple[str, list[Delivery]]]:
    """An address that takes every delivery, and what came there."""
    deliveries: list[Delivery] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = await reader.readexactly(int(fields["content-length"]))
        deliveries.append((body, fields["stripe-signature"]))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", deliveries
