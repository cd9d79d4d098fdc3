"""Whole paths over HTTP: our GraphQL API against plain JSON routes, both real servers on the same mongod."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from benchmarks.http_load import Connections, request
from benchmarks.measuring import Operation, alternate, print_ratio, print_samples, ratio
from benchmarks.servers import User, make_users, our_server, plain_server, plain_token
from benchmarks.stand import GRANTS, TOKENS, Stand
from models.ids import new_id

__all__ = ["balance_vs_plain_route", "spend_vs_transaction_route"]

CONNECTIONS = 32
CLAIMERS = 8_000
"""Each claims in turn; a wallet's next turn comes after its period of one second."""
ENTRY_BYTES = 900
"""About the size of a claim's entry."""

BALANCE = "query { balance { available free purchased held debt lifetimePurchased lifetimeSpent } }"
CLAIM = (
    "mutation Claim($key: String!) { claim(input: {idempotencyKey: $key}) { __typename "
    "... on ClaimSucceeded { amount balance { available } } } }"
)
_FIELDS = ("available", "free", "purchased", "held", "debt", "lifetimePurchased", "lifetimeSpent")


async def balance_vs_plain_route(stand: Stand) -> None:
    """The balance query with all its fields, wallets of 10 grants, against a route that reads one document."""
    async with _servers(stand, CONNECTIONS, grants=GRANTS) as (ours, plain, users, pids):
        query = json.dumps({"query": BALANCE}).encode()
        our_requests = [request("POST", "/graphql", token, query) for _, token in users]
        plain_requests = [request("GET", "/balance", plain_token(wallet)) for wallet, _ in users]
        sides: dict[str, Operation] = {
            "balance query": lambda number: ours.ask(our_requests[number % CONNECTIONS], b'"lifetimeSpent":"0"'),
            "plain route": lambda number: plain.ask(plain_requests[number % CONNECTIONS], b'"lifetimeSpent":0'),
        }
        samples = await alternate(stand, sides, CONNECTIONS, pids=pids)
        print_samples("balance_vs_plain_route", CONNECTIONS, samples)
        value = ratio(samples["balance query"], samples["plain route"])
        print_ratio("balance_vs_plain_route", CONNECTIONS, value)


async def spend_vs_transaction_route(stand: Stand) -> None:
    """The `claim` mutation (the one entry a request that HTTP offers) against a route with one transaction."""
    async with _servers(stand, CLAIMERS, grants=0) as (ours, plain, users, pids):
        numbers = count()
        plain_tokens = [plain_token(wallet) for wallet, _ in users]
        spend = b'{"amount": 1}'

        async def claim(_: int) -> None:
            number = next(numbers)
            body = json.dumps({"query": CLAIM, "variables": {"key": f"bench-{number}"}}).encode()
            token = users[number % CLAIMERS][1]
            await ours.ask(request("POST", "/graphql", token, body), b'"ClaimSucceeded"')

        async def transact(number: int) -> None:
            await plain.ask(request("POST", "/spend", plain_tokens[number % CLAIMERS], spend), b'"spent":1')

        samples = await alternate(stand, {"claim": claim, "route": transact}, CONNECTIONS, pids=pids)
        print_samples("spend_vs_transaction_route", CONNECTIONS, samples)
        print_ratio("spend_vs_transaction_route", CONNECTIONS, ratio(samples["claim"], samples["route"]))


@asynccontextmanager
async def _servers(
    stand: Stand, number: int, *, grants: int
) -> AsyncIterator[tuple[Connections, Connections, list[User], list[int]]]:
    """Both servers with the same wallets, and connections to each; process ids in the order ours, plain."""
    ours_name, plain_name = new_id("bench"), new_id("bench")
    users = await make_users(stand, ours_name, number, grants=grants)
    async with stand.plain_client() as client:
        database = client[plain_name]
        await database.wallets.insert_many(
            [{"_id": wallet, **dict.fromkeys(_FIELDS, 0), "available": TOKENS} for wallet, _ in users]
        )
        await database.create_collection("entries")
        with (
            our_server(stand, ours_name) as (our_port, our_pid),
            plain_server(stand, plain_name, ENTRY_BYTES) as (plain_port, plain_pid),
        ):
            ours = await Connections.open(our_port, CONNECTIONS)
            plain = await Connections.open(plain_port, CONNECTIONS)
            yield ours, plain, users, [our_pid, plain_pid]
            ours.close()
            plain.close()
        await client.drop_database(ours_name)
        await client.drop_database(plain_name)
