"""Relay connections: one way to page through every list.

A resolver asks `page_request` for the page, hands it to a service, and maps the answer with `connection`:

    request = page_request("purchases", first, after, maximum=info.context.services.settings.max_page_size)
    page = await services.payments.history(viewer.wallet_id, request)
    return connection("purchases", page, node=Payment.of, position=lambda row: row.id, request=request)

Cursors are opaque: `<list>:<position>` in base64url, so that a cursor of one list is refused by another.
Source: the GraphQL Cursor Connections Specification (Relay), forward part.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Generic, TypeVar

import strawberry

from messages import Phrase
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = [
    "AFTER_DESCRIPTION",
    "DEFAULT_PAGE_SIZE",
    "FIRST_DESCRIPTION",
    "Connection",
    "Edge",
    "PageInfo",
    "connection",
    "page_request",
]

DEFAULT_PAGE_SIZE = 20
"""Rows of a page when a query names no `first`."""

MAXIMUM_CURSOR_CHARACTERS = 512
FIRST_DESCRIPTION = "How many rows, from 1 to the server's MAX_PAGE_SIZE (100 unless set)."
AFTER_DESCRIPTION = "Rows after this cursor only: an `endCursor` or `cursor` of the same list. Null: from the start."

Row = TypeVar("Row")
Node = TypeVar("Node")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there are rows behind this page's last.")
    has_previous_page: bool = strawberry.field(description="Whether the page was asked for by `after`.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row, for the next `after`.")


@strawberry.type(description="A row and its place in the list.")
class Edge(Generic[Node]):
    cursor: str = strawberry.field(description="Opaque; goes into `after`.")
    node: Node = strawberry.field(description="The row.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The rows of this page, in the list's order.")
    page_info: PageInfo = strawberry.field(description="Whether and where the list goes on.")


def page_request(
    name: str, first: int | None, after: str | None, *, maximum: int, default: int = DEFAULT_PAGE_SIZE
) -> PageRequest:
    """The page that the arguments of the list `name` ask for.

    Raises InvalidInputError when `first` is not from 1 to `maximum` rows, or `after` is no cursor of this list.
    """
    size = min(default, maximum) if first is None else first
    if not 1 <= size <= maximum:
        raise InvalidInputError("first", Phrase("must be from 1 to {most}.", most=maximum))
    return PageRequest(first=size, after=None if after is None else _position_of(name, after))


def connection(
    name: str,
    page: Page[Row],
    *,
    node: Callable[[Row], Node],
    position: Callable[[Row], str],
    request: PageRequest,
) -> Connection[Node]:
    """The GraphQL form of `page`; `position` names a row's place and `node` maps it."""
    edges = [Edge(cursor=_cursor_of(name, position(row)), node=node(row)) for row in page.rows]
    info = PageInfo(
        has_next_page=page.has_next,
        has_previous_page=request.after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=info)


def _cursor_of(name: str, position: str) -> str:
    return base64.urlsafe_b64encode(f"{name}:{position}".encode("ascii")).decode("ascii")


def _position_of(name: str, cursor: str) -> str:
    problem = "is not a cursor of this list."
    if len(cursor) > MAXIMUM_CURSOR_CHARACTERS:
        raise InvalidInputError("after", problem)
    try:
        text = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError) as error:
        raise InvalidInputError("after", problem) from error
    prefix, _, position = text.partition(":")
    if prefix != name or not position.isprintable() or not position:
        raise InvalidInputError("after", problem)
    return position
