"""Which form of answer a client takes, from its Accept header.

Source: GraphQL over HTTP (graphql.github.io/graphql-over-http, section Response), and RFC 9110, section 12.5.1.
"""

from dataclasses import dataclass

from server.graphql.problems import RequestRefusedError, problem

__all__ = ["EVENT_STREAM", "GRAPHQL_JSON", "JSON", "Accepted", "negotiate"]

GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
MAXIMUM_ACCEPT_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """`json` is the media type of a single answer, None when only events are taken; `events` allows a stream.

    `always_ok` tells that the client asked for plain application/json by its name: such clients were written when
    every GraphQL answer came with status 200, whatever its errors.
    """

    json: str | None
    events: bool
    always_ok: bool = False


def negotiate(accept: str | None) -> Accepted:
    """What a client with this Accept header takes; raises RequestRefusedError (406) when it is nothing we have."""
    weights = _weights((accept or "*/*")[:MAXIMUM_ACCEPT_CHARACTERS])
    modern, plain, events = (weights.get(kind, 0.0) for kind in (GRAPHQL_JSON, JSON, EVENT_STREAM))
    anything = max(weights.get("*/*", 0.0), weights.get("application/*", 0.0))
    if modern > 0 and modern >= plain:
        return Accepted(GRAPHQL_JSON, events > 0)
    if plain > 0:
        return Accepted(JSON, events > 0, always_ok=True)
    if anything > 0:
        return Accepted(JSON, events > 0)
    if events > 0:
        return Accepted(None, events=True)
    message = f"Answers come as {GRAPHQL_JSON}, {JSON} or {EVENT_STREAM}."
    raise RequestRefusedError([problem("NOT_ACCEPTABLE", message)], status=406)


def _weights(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights[kind] = max(weights.get(kind, 0.0), _quality(parameters))
    return weights


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
