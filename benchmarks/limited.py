"""What rate limits cost the hottest path: the same server with them and without, in turn."""

import json
from contextlib import AsyncExitStack

from benchmarks.http_load import Connections, request
from benchmarks.measuring import Operation, alternate, print_ratio, print_samples, ratio
from benchmarks.routes import BALANCE, CONNECTIONS
from benchmarks.servers import make_users, our_server
from benchmarks.stand import GRANTS, Stand
from models.ids import new_id

__all__ = ["balance_with_limits"]

USERS = 500
"""So many that the usual limit of none is used up: each asks some dozens of times, as users do in a window."""
_STORES = ("memory", "mongodb")
_SIDES = {
    "without limits": {"RATE_LIMIT_ENABLED": "false"},
    **{
        f"limits in {store}": {
            "RATE_LIMIT_ENABLED": "true",
            "RATE_LIMIT_STORE": store,
            "RATE_LIMIT_ADDRESS": "1000000000/15 minutes",  # all users of the bench call from one
        }
        for store in _STORES
    },
}


async def balance_with_limits(stand: Stand) -> None:
    """The balance query of many users with limits, counted in memory and in MongoDB, against the same without."""
    name = new_id("bench")
    users = await make_users(stand, name, USERS, grants=GRANTS)
    query = json.dumps({"query": BALANCE}).encode()
    requests = [request("POST", "/graphql", token, query) for _, token in users]
    async with AsyncExitStack() as stack:
        sides: dict[str, Operation] = {}
        pids = []
        for side, env in _SIDES.items():
            port, pid = stack.enter_context(our_server(stand, name, env))
            connections = await Connections.open(port, CONNECTIONS)
            stack.callback(connections.close)
            pids.append(pid)
            sides[side] = _asking(connections, requests)
        samples = await alternate(stand, sides, CONNECTIONS, pids=pids)
        print_samples("balance_with_limits", CONNECTIONS, samples)
        for store in _STORES:
            value = ratio(samples[f"limits in {store}"], samples["without limits"])
            print_ratio(f"balance_with_limits_{store}", CONNECTIONS, value)
    async with stand.plain_client() as client:
        await client.drop_database(name)


def _asking(connections: Connections, requests: list[bytes]) -> Operation:
    asked = 0

    async def ask(_: int) -> None:
        nonlocal asked
        asked += 1
        await connections.ask(requests[asked % USERS], b'"lifetimeSpent":"0"')

    return ask
