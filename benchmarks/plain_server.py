"""What a team writes by hand: JSON routes with Starlette, PyJWT and PyMongo, run by uvicorn as ours is."""

import os
from typing import Any

import jwt
from bson import ObjectId
from pymongo import AsyncMongoClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

__all__ = ["create_app"]


def create_app() -> Starlette:
    """`GET /balance` reads one document; `POST /spend` is one transaction. Both verify an HS256 token."""
    secret = os.environ["JWT_SECRET"]
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(os.environ["MONGODB_URI"], w="majority")
    database = client[os.environ["MONGODB_DATABASE"]]
    filling = b"x" * int(os.environ["ENTRY_BYTES"])

    def wallet_of(request: Request) -> str:
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, secret, algorithms=["HS256"], audience="bench", issuer="bench")
        return str(claims["wal"])

    async def balance(request: Request) -> JSONResponse:
        wallet = await database.wallets.find_one({"_id": wallet_of(request)}, {"_id": 0})
        return JSONResponse(wallet)

    async def spend(request: Request) -> JSONResponse:
        wallet = wallet_of(request)
        amount = int((await request.json())["amount"])

        async def both(session: Any) -> None:
            await database.wallets.update_one(
                {"_id": wallet, "available": {"$gte": amount}}, {"$inc": {"available": -amount}}, session=session
            )
            entry = {"_id": ObjectId(), "wallet": wallet, "amount": amount, "data": filling}
            await database.entries.insert_one(entry, session=session)

        async with client.start_session() as session:
            await session.with_transaction(both)
        return JSONResponse({"spent": amount})

    return Starlette(routes=[Route("/balance", balance), Route("/spend", spend, methods=["POST"])])
