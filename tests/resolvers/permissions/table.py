"""The table of who may have what, as it is seen from outside, and as it is committed.

`WRITE_PERMISSIONS=1 .venv/bin/pytest tests/resolvers/permissions/test_permissions.py` writes it anew. Look at its diff.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from graphql import GraphQLSchema

from resolvers.access import ACCESS
from resolvers.access_checks import reached_types
from resolvers.type_access import NARROWER, OWNER
from services.identity.caller import Caller
from tests.resolvers.permissions.people import CALLERS, Api, Person, codes_of
from tests.resolvers.permissions.walk import roots

__all__ = ["TABLE", "Observed", "observe", "table_of"]

TABLE = Path(__file__).with_name("table.txt")

Observed = Mapping[str, Mapping[str, str]]
"""By root field and caller: `yes`, or how it was refused."""

ENDINGS = {"Mutation.deleteMyAccount", "Mutation.logoutEverywhere"}
YES = "yes"
SIGNING_IN = "who signs in"
_REFUSALS = {
    "UNAUTHENTICATED": "sign in",
    "ACCOUNT_SUSPENDED": "suspended",
    "FORBIDDEN": "no",
    "SCOPE_MISSING": "scope",
    "SESSION_REQUIRED": "session",
    "SIGN_UP_REQUIRED": "sign up",
}
_KINDS = {
    "nobody": Caller.NOBODY,
    "guest": Caller.GUEST,
    "admin": Caller.ADMIN,
    "key ADMIN": Caller.ADMIN,
}
_HEAD = """\
# Who may have each field, observed from the running schema. Written by tests/resolvers/permissions/table.py; see there.
#
#   yes        it is open: what is asked for is looked at
#   sign in    UNAUTHENTICATED: a token is needed, or this one is not good
#   sign up    SIGN_UP_REQUIRED: not for guests
#   no         FORBIDDEN: not for an account of this kind
#   scope      SCOPE_MISSING: not for an API key with this scope
#   session    SESSION_REQUIRED: for no API key
#   suspended  ACCOUNT_SUSPENDED
"""


async def observe(api: Api, callers: Mapping[str, Person], only: str | None = None) -> Observed:
    """Asks for every root field as every caller, with the least input that it takes, and for all that it leads to.

    What may end a caller comes last.
    """
    return {
        root.name: {name: _answer(codes_of(await api.ask(person, root))) for name, person in callers.items()}
        for root in sorted(roots(api.schema), key=lambda root: root.name in ENDINGS)
        if only in {None, root.name}
    }


def table_of(schema: GraphQLSchema, observed: Observed) -> str:
    """The committed form: a line a root field, then a line a field of each type, with those who get there."""
    return "\n".join([_HEAD, *_root_lines(observed), "", *_nested_lines(schema, observed), ""])


def _answer(codes: set[str]) -> str:
    """What access says of an answer. What services refuse comes later, so it is open."""
    return next((word for code, word in _REFUSALS.items() if code in codes), YES)


def _root_lines(observed: Observed) -> Iterator[str]:
    yield _line("field", {name: name for name in CALLERS})
    for name in sorted(observed):
        yield _line(name, observed[name])


def _line(first: str, cells: Mapping[str, str]) -> str:
    return (f"{first:<40}" + "".join(f"{cells[caller]:<14}" for caller in CALLERS)).rstrip()


def _nested_lines(schema: GraphQLSchema, observed: Observed) -> Iterator[str]:
    """Whoever gets an answer of a field may have all that it leads to, but what is narrower."""
    reached: dict[str, set[str]] = {}
    for root in roots(schema):
        row = ACCESS[root.name]
        callers = {name for name, word in observed[root.name].items() if word == YES}
        for type_name, least in reached_types(schema, root.field, row.gives, NARROWER):
            there = reached.setdefault(type_name, set())
            there.update(name for name in callers if _KINDS.get(name, Caller.USER) >= least)
            if row.gives > row.least:
                there.add(SIGNING_IN)
    for type_name in sorted(reached):
        names = ", ".join(each for each in (SIGNING_IN, *CALLERS) if each in reached[type_name])
        for field in sorted(schema.type_map[type_name].fields):  # type: ignore[attr-defined]
            name = f"{type_name}.{field}"
            yield f"{name:<48}{names}{_note(name)}"


def _note(name: str) -> str:
    narrower = NARROWER.get(name)
    if narrower is None:
        return ""
    return "; of these its owner alone" if narrower is OWNER else f"; of these {narrower.name} alone"
