"""One caller of each kind, and what their operations come to."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLSchema

from models.api_key import ApiScope
from models.ids import new_id
from models.user import Role, User, UserStatus
from schema.context import RequestContext
from server.graphql.documents import core_schema
from server.graphql.engine import Engine
from server.graphql.operations import operation_from_json
from server.graphql.problems import RequestRefusedError
from server.graphql.wiring import Wiring
from services.api_keys.service import ApiKeyOrder
from services.container import Services
from settings import Settings
from tests.resolvers.permissions.walk import Root, document, variables

__all__ = ["CALLERS", "Api", "Person", "codes_of", "open_api", "told"]

PASSWORD = "a long enough passphrase, 42"
KEYS = {f"key {scope.name}": scope for scope in ApiScope}
CALLERS = ("nobody", "guest", "user", "suspended", "admin", *KEYS)
"""The key with ADMIN is an admin's, the others are the user's; each has its one scope."""
FIRST_EVENT_SECONDS = 10


@dataclass(frozen=True)
class Person:
    """A caller. `refused` is what their token is answered with, whatever they ask; then there is no context."""

    user_id: str
    token: str | None
    context: RequestContext | None
    refused: str | None = None


@dataclass(frozen=True)
class Api:
    """The real engine over the real services. A field's answer costs no transport; all of them ask the engine."""

    engine: Engine
    schema: GraphQLSchema
    wiring: Wiring
    services: Services

    async def ask(self, person: Person, root: Root, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer to an operation of this field; the first event of a subscription."""
        values = variables(root, given)
        return await self.run(person, document(self.schema, root, values), values)

    async def run(self, person: Person, query: str, values: dict[str, Any]) -> dict[str, Any]:
        """As any transport does, from the bytes on."""
        if person.context is None:
            return {"errors": [{"extensions": {"code": person.refused}}]}
        try:
            request = operation_from_json(orjson.dumps({"query": query, "variables": values}))
            operation = self.engine.prepare(request, person.context)
        except RequestRefusedError as refused:
            return {"errors": refused.told_in(person.context.language)}
        async with aclosing(self.engine.stream(operation)) as results, asyncio.timeout(FIRST_EVENT_SECONDS):
            async for result in results:
                return result.payload
        return {"data": None}

    async def person(self, *, role: Role = Role.USER, suspended: bool = False) -> Person:
        """Somebody who has signed up; `role` and suspension are given after that."""
        signed_in = await self.services.identity.register(f"{new_id('a')}@example.com", PASSWORD, "Ada")
        status = UserStatus.SUSPENDED if suspended else UserStatus.ACTIVE
        await User.get_pymongo_collection().update_one(
            {"_id": signed_in.account.id}, {"$set": {"role": role.value, "status": status.value}}
        )
        return await self.caller(signed_in.account.id, signed_in.access_token)

    async def guest(self) -> Person:
        """Somebody without an account."""
        signed_in = await self.services.identity.start_guest(secrets.token_urlsafe(32), None)
        return await self.caller(signed_in.account.id, signed_in.access_token)

    async def key_of(self, person: Person, scope: ApiScope) -> Person:
        """The same person, by an API key with this scope."""
        assert person.context is not None
        assert person.context.viewer is not None
        made = await self.services.api_keys.create(person.context.viewer, ApiKeyOrder(name=scope.name, scopes=[scope]))
        return await self.caller(person.user_id, made.token)

    async def caller(self, user_id: str, token: str | None) -> Person:
        authorization = None if token is None else f"Bearer {token}"
        try:
            context = await self.wiring.context(authorization, new_id("req"), None)
        except RequestRefusedError as refused:
            return Person(user_id, token, None, refused.code)
        return Person(user_id, token, context)

    async def callers(self) -> dict[str, Person]:
        """One of each kind."""
        user, admin = await self.person(), await self.person(role=Role.ADMIN)
        people = {
            "nobody": await self.caller("", None),
            "guest": await self.guest(),
            "user": user,
            "suspended": await self.person(suspended=True),
            "admin": admin,
        }
        for name, scope in KEYS.items():
            people[name] = await self.key_of(admin if scope is ApiScope.ADMIN else user, scope)
        return people


@asynccontextmanager
async def open_api(schema: Any, services: Services, settings: Settings) -> AsyncIterator[Api]:
    """The limits of documents are not what is asked here."""
    unbounded = {
        "max_query_characters": 10**6,
        "max_query_tokens": 10**5,
        "max_query_depth": 100,
        "max_query_aliases": 10**5,
        "max_query_cost": 10**9,
    }
    settings = settings.model_copy(update=unbounded)
    engine = Engine(schema, settings)
    wiring = Wiring(engine=engine, settings=settings, services=services, authenticate=services.identity.authenticate)
    yield Api(engine, core_schema(schema), wiring, services)


def codes_of(answer: dict[str, Any]) -> set[str]:
    """The codes of an answer's errors, and of the refusals among its data."""
    return {code for code, _ in told(answer)}


def told(answer: dict[str, Any]) -> set[tuple[str, str]]:
    """Code and message of an answer's errors, and of the refusals among its data."""
    errors = {(str(error["extensions"]["code"]), str(error.get("message", ""))) for error in answer.get("errors", ())}
    data = answer.get("data") or {}
    members = [value for value in data.values() if isinstance(value, dict)]
    return errors | {
        (str(value), str(member[name.removesuffix("_code") + "_message"]))
        for member in members
        for name, value in member.items()
        if name.endswith("_code") and value
    }
