"""Lists with cursors (https://docs.stripe.com/api/pagination) and filters."""

import operator
from collections.abc import Callable

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request, no_such
from gateways.simulated.params import Params

__all__ = ["all_of", "is_within", "list_of", "page_of", "read_created"]

DEFAULT_LIMIT, MAXIMUM_LIMIT = 10, 100
LOOKED_THROUGH = 10_000
_OPERATORS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def list_of(kind: str, url: str, *filters: str, within: str | None = None) -> Callable[[Call, Json], Json]:
    """The endpoint that lists objects of `kind`, newest first; `filters` are parameters that must be equal.

    `within` is the kind of the object that the path names, and to which those that are listed must belong.
    """

    def listing(call: Call, ids: Json) -> Json:
        params = call.params
        owner = {} if within is None else {within: call.get(within, ids["id"])["id"]}
        limit = _read_limit(params)
        after, before = _read_cursor(call, kind, "starting_after"), _read_cursor(call, kind, "ending_before")
        if after is not None and before is not None:
            raise invalid_request("You may only specify one of these parameters: starting_after, ending_before.")
        wanted = {name: params.text(name) for name in filters}
        created = read_created(params)
        params.finish()
        found = call.store.find(
            kind,
            limit=limit + 1,
            filters={name: value for name, value in wanted.items() if value} | owner,
            created=created,
            after=after,
            before=before,
        )
        data = found[-limit:] if before is not None else found[:limit]
        return {"object": "list", "data": data, "has_more": len(found) > limit, "url": url}

    return listing


def all_of(call: Call, kind: str, customer: str | None = None) -> list[Json]:
    """The objects of `kind`, newest first, for filters that the store does not have."""
    filters = {} if customer is None else {"customer": customer}
    return call.store.find(kind, limit=LOOKED_THROUGH, filters=filters)


def page_of(call: Call, kind: str, url: str, found: list[Json]) -> Json:
    """The page of `found`, newest first, that the parameters ask for; the last parameters to be read."""
    limit = _read_limit(call.params)
    after, before = _read_cursor(call, kind, "starting_after"), _read_cursor(call, kind, "ending_before")
    call.params.finish()
    ids = [item["id"] for item in found]
    if before is not None:
        rest = found[: ids.index(before)] if before in ids else []
        return {"object": "list", "data": rest[-limit:], "has_more": len(rest) > limit, "url": url}
    rest = found[ids.index(after) + 1 :] if after in ids else found
    return {"object": "list", "data": rest[:limit], "has_more": len(rest) > limit, "url": url}


def _read_limit(params: Params) -> int:
    limit = params.integer("limit")
    if limit is None:
        return DEFAULT_LIMIT
    if not 1 <= limit <= MAXIMUM_LIMIT:
        message = f"This value must be between 1 and {MAXIMUM_LIMIT}."
        raise invalid_request(message, param="limit", code="parameter_invalid_integer")
    return limit


def _read_cursor(call: Call, kind: str, param: str) -> str | None:
    cursor = call.params.text(param) or None
    if cursor is not None and call.store.get(kind, cursor) is None:
        raise no_such(kind, cursor, param=param, status=400)
    return cursor


def is_within(created: int, bounds: dict[str, int]) -> bool:
    """Whether a time in Unix seconds fits what `read_created` has read."""
    compare = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq}
    return all(compare[sign](created, seconds) for sign, seconds in bounds.items())


def read_created(params: Params) -> dict[str, int]:
    """The bounds on `created`: Unix seconds by the sign of the comparison."""
    if not params.has_group("created"):
        exact = params.integer("created")
        return {} if exact is None else {"=": exact}
    group = params.group("created")
    assert group is not None  # noqa: S101 - has_group has just said so
    bounds = {sign: group.integer(name) for name, sign in _OPERATORS.items()}
    return {sign: seconds for sign, seconds in bounds.items() if seconds is not None}
