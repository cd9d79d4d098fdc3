"""Reads what belongs to one person, one cursor at a time, whatever its size."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeAlias

from beanie import Document

from models.conversation import Conversation
from models.generation import Generation
from models.payment import Payment
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice
from models.team_member import TeamMember

__all__ = [
    "Person",
    "Reader",
    "Row",
    "each",
    "messages_written",
    "of_conversations",
    "of_invoices",
    "of_payments",
    "of_subscriptions",
    "rows_of",
    "team_charges",
]

BATCH_ROWS = 50
"""Rows of one answer of the database: of the longest messages some megabytes."""
_IDS_A_READ = 100

Row: TypeAlias = Mapping[str, Any]
Reader: TypeAlias = Callable[[type[Document], Sequence[str], "Person"], AsyncGenerator[Row, None]]
"""Gives the person's rows of a model, with these fields alone."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data is read."""

    user_id: str
    wallet_id: str


def rows_of(field: str, *, wallet: bool = False, **more: object) -> Reader:
    """Those whose `field` is the person's id, or their wallet's, and that match `more`."""

    async def read(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
        wanted = {field: person.wallet_id if wallet else person.user_id, **more}
        async with aclosing(each(model, wanted, fields)) as rows:
            async for row in rows:
                yield row

    return read


def of_payments(field: str) -> Reader:
    """Those whose `field` is one of the person's payments."""
    return _of(Payment, field)


def of_subscriptions(field: str) -> Reader:
    """Those whose `field` is one of the person's subscriptions."""
    return _of(Subscription, field)


def of_invoices(field: str) -> Reader:
    """Those whose `field` is one of the invoices of the person's subscriptions."""

    async def read(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
        async for subscriptions in _ids(Subscription, {"user_id": person.user_id}):
            async for invoices in _ids(SubscriptionInvoice, {"subscription_id": {"$in": subscriptions}}):
                async for row in each(model, {field: {"$in": invoices}}, fields):
                    yield row

    return read


def of_conversations(field: str, *, order: str = "_id") -> Reader:
    """Those whose `field` is one of the person's own conversations, of each conversation by `order`."""

    async def read(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
        async for ids in _ids(Conversation, {"user_id": person.user_id, "deleted_at": None}):
            for conversation_id in ids:
                async for row in each(model, {field: conversation_id}, fields, order=order):
                    yield row

    return read


async def messages_written(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
    """What the person wrote, and had answered, in conversations of others."""
    elsewhere = {"user_id": person.user_id, "owner_id": {"$type": "string"}}
    async for ids in _ids(Generation, elsewhere):
        made = Generation.get_pymongo_collection().find({"_id": {"$in": ids}}, {"user_message_id": 1, "reply_id": 1})
        wanted = [name async for row in made for name in (row["user_message_id"], row["reply_id"])]
        async for row in each(model, {"_id": {"$in": wanted}, "author_id": person.user_id}, fields):
            yield row


async def team_charges(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
    """What the person was charged for from the wallets of teams, those that they have left included."""
    rows = TeamMember.get_pymongo_collection().find({"user_id": person.user_id}, {"wallet_id": 1})
    for wallet in [row["wallet_id"] async for row in rows]:
        async for row in each(model, {"wallet": wallet, "usage.member_id": person.user_id}, fields, order="seq"):
            yield row


async def each(
    model: type[Document],
    wanted: Mapping[str, Any],
    fields: Sequence[str],
    *,
    order: str = "_id",
) -> AsyncGenerator[Row, None]:
    """The rows that match, with these fields alone; `id` is the row's own. Raises PyMongoError."""
    shown = {name: 1 for name in fields if name != "id"} | {"_id": int("id" in fields)}
    found = model.get_pymongo_collection().find(wanted, shown, batch_size=BATCH_ROWS).sort(order, 1)
    async with found:
        async for row in found:
            own = {"id": row.pop("_id")} if "_id" in row else {}
            yield own | row


def _of(parents: type[Document], field: str) -> Reader:
    async def read(model: type[Document], fields: Sequence[str], person: Person) -> AsyncGenerator[Row, None]:
        async for ids in _ids(parents, {"user_id": person.user_id}):
            async for row in each(model, {field: {"$in": ids}}, fields):
                yield row

    return read


async def _ids(model: type[Document], wanted: Mapping[str, Any]) -> AsyncGenerator[list[Any], None]:
    """The ids of what matches, some at a time; no cursor is open in between."""
    after: dict[str, Any] = {}
    while True:
        rows = model.get_pymongo_collection().find({**wanted, **after}, {"_id": 1}).sort("_id", 1).limit(_IDS_A_READ)
        ids = [row["_id"] async for row in rows]
        if ids:
            yield ids
        if len(ids) < _IDS_A_READ:
            return
        after = {"_id": {"$gt": ids[-1]}}
