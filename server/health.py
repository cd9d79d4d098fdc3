"""`/health`: the process lives. `/ready`: it can serve now, and if not, why."""

import asyncio

import pymongo
from pymongo.errors import PyMongoError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from database.client import Client

__all__ = ["health_routes"]

READY_SECONDS = 2.0
"""Longest wait for the database: a probe wants an answer, not the truth after ten seconds."""

_NO_STORE = {"Cache-Control": "no-store"}


def health_routes(client: Client) -> list[Route]:
    """The two probes. They tell no more than a load balancer needs."""

    async def health(_request: Request) -> Response:
        return JSONResponse({"alive": True}, headers=_NO_STORE)

    async def ready(_request: Request) -> Response:
        problem = await _database_problem(client)
        content = {"ready": problem is None, "checks": {"database": problem or "ok"}}
        return JSONResponse(content, status_code=200 if problem is None else 503, headers=_NO_STORE)

    return [Route("/health", health, methods=["GET"]), Route("/ready", ready, methods=["GET"])]


async def _database_problem(client: Client) -> str | None:
    try:
        async with asyncio.timeout(READY_SECONDS):
            with pymongo.timeout(READY_SECONDS):
                answer = await client.admin.command("hello")
    except (PyMongoError, TimeoutError):
        return f"does not answer within {READY_SECONDS:g} s"
    return None if answer.get("isWritablePrimary") or answer.get("msg") == "isdbgrid" else "takes no writes"
