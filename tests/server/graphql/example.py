"""A schema that exists for these tests only: fields that answer, fail, nest, page and stream on demand."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

import strawberry

from resolvers.access_checks import Declared
from resolvers.access_rows import Keys, everybody, user
from resolvers.schema import build_schema
from schema.context import Info, require_viewer
from schema.pagination import Connection, connection, page_request
from schema.scalars import BigInt
from services.errors import InvalidInputError
from services.identity.caller import Caller
from services.paging import Page


@dataclass
class Record:
    """What happened inside the fields."""

    added: list[int] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


record = Record()


@strawberry.type(description="A row.")
class Row:
    number: int

    @strawberry.field(description="The row itself, again.")
    def again(self) -> "Row":
        return self


@strawberry.input(description="Something to add.")
class AddInput:
    number: BigInt
    labels: list[str] = strawberry.field(default_factory=list)


@strawberry.field(description="The text.")
def echo(text: str) -> str:
    return text


@strawberry.field(description="The number.")
def number(value: BigInt) -> BigInt:
    return value


@strawberry.field(description="The moment.")
def moment(at: datetime) -> datetime:
    return at


@strawberry.field(description="A row, which nests for ever.")
def row() -> Row:
    return Row(number=1)


@strawberry.field(description="A thousand rows.")
def rows(first: int | None = None, after: str | None = None) -> Connection[Row]:
    request = page_request("rows", first, after, maximum=100)
    start = int(request.after or 0)
    found = [Row(number=each) for each in range(start + 1, min(start + 2 + request.first, 1001))]
    page = Page.cut(found, request.first)
    return connection("rows", page, node=lambda each: each, position=lambda each: str(each.number), request=request)


@strawberry.field(description="Fails as expected.")
def refused() -> str:
    raise InvalidInputError("text", "is not for you.")


@strawberry.field(description="Fails as nobody expected.")
def broken() -> str:
    raise RuntimeError("the password is hunter2")


@strawberry.field(description="Null where it may not be.")
def nothing() -> str:
    return None  # type: ignore[return-value]  # the bug that this field shows


@strawberry.field(description="Who asks.")
def whoami(info: Info) -> str:
    return require_viewer(info).user_id


@strawberry.mutation(description="Adds a number.")
async def add(input: AddInput, seconds: float = 0) -> int:  # noqa: A002 - the argument's name in the API
    await asyncio.sleep(seconds)
    record.added.append(input.number)
    return len(record.added)


@strawberry.subscription(description="Counts, and may fail on the way.")
async def count(
    info: Info,
    to: int = 3,
    broken_at: int | None = None,
    refused_at: int | None = None,
    seconds: Annotated[float, strawberry.argument(description="Between numbers.")] = 0,
) -> AsyncGenerator[int, None]:
    try:
        for each in range(1, to + 1):
            if each == broken_at:
                raise RuntimeError("the password is hunter2")
            if each == refused_at:
                raise InvalidInputError("to", "is too far.")
            yield each
            await asyncio.sleep(seconds)
    finally:
        record.ended.append(info.context.request_id)


@strawberry.subscription(description="Who follows.")
async def following(info: Info) -> AsyncGenerator[str, None]:
    yield require_viewer(info).user_id


OPEN = [echo, number, moment, row, rows, refused, broken, nothing]
EXAMPLE = build_schema(
    [*OPEN, whoami],
    [add],
    [count, following],
    declared=Declared(
        access={
            **{f"Query.{each.python_name}": everybody(Keys.ALL) for each in OPEN},
            "Query.whoami": user(Keys.ALL),
            "Mutation.add": everybody(Keys.ALL),
            "Subscription.count": everybody(Keys.ALL),
            "Subscription.following": user(Keys.ALL),
        },
        types=dict.fromkeys(("Row", "RowConnection", "RowEdge", "PageInfo"), Caller.NOBODY),
        narrower={},
    ),
)
