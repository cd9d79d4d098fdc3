"""Answers as JSON bytes."""

import json

import orjson

__all__ = ["encode_json"]


def encode_json(value: object) -> bytes:
    """The JSON text of an answer, in UTF-8, on one line."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        # Text from outside may hold a lone surrogate, which UTF-8 cannot carry; as an escape it can be sent.
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
