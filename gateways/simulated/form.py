"""Reads Stripe's form encoding, `a[b][0]=c`, within limits."""

from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from gateways.simulated.errors import ApiError, invalid_request

__all__ = ["MAXIMUM_BODY_BYTES", "parse_form", "read_body"]

MAXIMUM_BODY_BYTES = 262_144
MAXIMUM_FIELDS = 1_000
MAXIMUM_DEPTH = 6
MAXIMUM_NAME_CHARACTERS = 500
_FORM_TYPE = "application/x-www-form-urlencoded"


async def read_body(request: Request) -> bytes:
    """The body of a form; raises ApiError 413 as soon as it is too long, 400 when it is of another type."""
    kind = request.headers.get("content-type", _FORM_TYPE).split(";")[0].strip().lower()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAXIMUM_BODY_BYTES:
            raise ApiError(413, "invalid_request_error", f"The body is larger than {MAXIMUM_BODY_BYTES} bytes.")
    if body and kind != _FORM_TYPE:
        raise invalid_request(f"This API takes {_FORM_TYPE}; you sent {kind[:100]}.")
    return bytes(body)


def parse_form(text: bytes) -> dict[str, Any]:
    """Nested dictionaries of texts; a list is a dictionary with the keys `0`, `1` and so on."""
    try:
        pairs = parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAXIMUM_FIELDS,
        )
    except ValueError:  # UnicodeDecodeError too
        raise invalid_request("The parameters cannot be read: bad UTF-8, or too many of them.") from None
    tree: dict[str, Any] = {}
    for name, value in pairs:
        _place(tree, _split(name), value)
    return tree


def _split(name: str) -> list[str]:
    if len(name) > MAXIMUM_NAME_CHARACTERS:
        raise invalid_request("A parameter's name is too long.")
    head, *rest = name.split("[")
    if not head or not all(part.endswith("]") for part in rest):
        raise invalid_request(f"Invalid parameter name: {name[:100]}")
    if len(rest) >= MAXIMUM_DEPTH:
        raise invalid_request(f"The parameter {head[:100]} is nested too deeply.")
    return [head, *(part[:-1] for part in rest)]


def _place(tree: dict[str, Any], path: list[str], value: str) -> None:
    node = tree
    for part in path[:-1]:
        node = node.setdefault(_index(node, part), {})
        if not isinstance(node, dict):
            raise invalid_request(f"The parameter {path[0]} is both a value and a group.", param=path[0])
    last = _index(node, path[-1])
    if isinstance(node.get(last), dict):
        raise invalid_request(f"The parameter {path[0]} is both a value and a group.", param=path[0])
    node[last] = value


def _index(node: dict[str, Any], part: str) -> str:
    """`a[]` appends."""
    return part or str(len(node))
