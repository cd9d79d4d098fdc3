"""Documents that are made to keep a server busy: known attacks by name, and random ones that follow from a seed.

All fit into 15,000 characters, since a longer one is refused before it is read.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
)

__all__ = ["CHARACTERS", "NASTY", "Attack", "random_document"]

CHARACTERS = 15_000
_VALUES = {"Boolean": "true", "Int": "1", "Float": "1.5", "DateTime": '"2026-01-01T00:00:00Z"', "BigInt": '"5"'}
_ODD_VALUES = ['"\\u0041"', '"""\\n a\\n"""', "9" * 40, "null", "1e9", "$v"]
_INVALID, _UNPARSED = "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"


@dataclass(frozen=True, slots=True)
class Attack:
    """A document over Tokentill's schema, and what becomes of it: a code, a limit, or None when it is allowed."""

    document: str
    outcome: str | None


def _fragments(count: int, body: Callable[[int], str], on: str = "Query") -> str:
    return " ".join(f"fragment A{n} on {on} {{ {body(n)} }}" for n in range(count))


def _spread(count: int) -> str:
    return " ".join(f"...A{n}" for n in range(count))


def _many(count: int, text: str) -> str:
    """`text` so many times, with its number for each `#`."""
    return " ".join(text.replace("#", f"{n:03d}") for n in range(count))


NASTY: dict[str, Attack] = {
    "doubling fragments": Attack(
        "{ ...A0 } " + _fragments(100, lambda n: f"...A{n + 1} ...A{n + 1}") + " fragment A100 on Query { __typename }",
        "tokens",
    ),
    "doubling fragments that fit": Attack(
        "{ ...A0 } " + _fragments(75, lambda n: f"...A{n + 1} ...A{n + 1}") + " fragment A75 on Query { me { id } }",
        "cost",
    ),
    "a chain of fragments": Attack(
        "{ ...A0 } " + _fragments(95, lambda n: f"...A{n + 1}") + " fragment A95 on Query { me { id } }", None
    ),
    "a long chain of fragments": Attack(
        "{ ...A0 } " + _fragments(110, lambda n: f"...A{n + 1}") + " fragment A110 on Query { me { id } }", None
    ),
    "cycles of fragments": Attack(
        "{ ...A0 } " + _fragments(60, lambda n: f"...A{(n + 1) % 60} ...A{n * 7 % 60}"), _INVALID
    ),
    "fragments of each other": Attack(
        "{ " + _spread(60) + " } " + _fragments(60, lambda n: f"...A{n + 1} me {{ id }}" if n < 59 else "me { id }"),
        "comparisons",
    ),
    "equal fragments": Attack("{ " + _spread(80) + " } " + _fragments(80, lambda _: "balance { free }"), "comparisons"),
    "one leaf": Attack("{ balance { " + "free " * 980 + "} }", "comparisons"),
    "three leaves": Attack("{ balance { " + "free " * 300 + "held " * 300 + "debt " * 300 + "} }", "comparisons"),
    "one composite": Attack("{ " + "me { id } " * 240 + "}", "comparisons"),
    "deep composites": Attack("{ " + "purchases { edges { node { id } } } " * 90 + "}", "comparisons"),
    "composites in a row": Attack(
        "{ purchases { edges { node { " + "amount { currency } subtotal { currency } " * 100 + "} } } }", "comparisons"
    ),
    "members of a union": Attack(
        'mutation { chat(input: { message: "a", idempotencyKey: "a" }) { '
        + "... on ChatCompleted { balance { free } } ... on InsufficientTokens { balance { free } } " * 49
        + "} }",
        "comparisons",
    ),
    "equal arguments": Attack(
        "{ " + 'messages(first: 1, after: "a", conversationId: "x", throughId: "y") { edges { cursor } } ' * 45 + "}",
        None,
    ),
    "different arguments": Attack("{ " + _many(95, 'packages(currency: "#") { id }') + " }", _INVALID),
    "long equal arguments": Attack(
        "{ " + ('packages(currency: """' + "\\n \n" * 25 + '""") { id } ') * 95 + "}", "comparisons"
    ),
    "long lists as arguments": Attack(
        "{ " + ("purchases(filter: { status: [" + "PENDING " * 16 + "] }) { edges { cursor } } ") * 30 + "}", None
    ),
    "unknown fields": Attack("{ " + _many(800, "conversationsx#") + " }", _INVALID),
    "unknown types": Attack(
        " ".join(f"fragment A{n:02d} on ConversationConnecto{n:02d} {{ id }}" for n in range(99)), _INVALID
    ),
    "unknown arguments": Attack("{ " + _many(100, "purchases(firsd#: 1)") + " }", _INVALID),
    "unknown values": Attack(
        "{ purchases(filter: { status: [" + _many(900, "SUCCEEDER#") + "] }) { edges { cursor } } }", _INVALID
    ),
    "unknown input": Attack("mutation { chat(input: {" + _many(300, "mesage#: 1") + "}) { __typename } }", _INVALID),
    "unknown directives": Attack("{ __typename " + _many(330, "@includf#") + " }", "directives"),
    "directives of variables": Attack("query Q($a: Int " + _many(450, "@includf#") + ") { __typename }", "directives"),
    "aliases": Attack("{ " + _many(320, "a#: __typename") + " }", "aliases"),
    "variables": Attack("query Q(" + _many(230, "$a#: Int") + ") { __typename }", _INVALID),
    "operations": Attack(_many(240, "query Q# { __typename }"), "tokens"),
    "operations that fit": Attack(
        _many(130, "query Q# { ...A }") + " fragment A on Query { __typename }", "operations"
    ),
    "operations of one fragment": Attack(
        _many(50, "query Q#($a: String) { ...A }")
        + " fragment A on Query { "
        + "packages(currency: $a) { id } " * 35
        + "}",
        None,
    ),
    "deep objects": Attack(
        "mutation { chat(input: " + "{ message: " * 150 + "1" + " }" * 150 + ") { __typename } }", _INVALID
    ),
    "deep lists": Attack("mutation { chat(input: " + "[" * 190 + "1" + "]" * 190 + ") { __typename } }", _INVALID),
    "deeper lists": Attack("mutation { chat(input: " + "[" * 490 + "1" + "]" * 490 + ") { __typename } }", _UNPARSED),
    "open braces": Attack("{ a " * 3_700, _UNPARSED),
    "deep types": Attack('{ __type(name: "A") ' + "{ ofType " * 150 + "{ name }" + " }" * 150 + " }", None),
    "types of types": Attack(
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", _INVALID
    ),
    "schemas": Attack("{ " + "__schema { types { name } } " * 90 + "}", "comparisons"),
    "a block string": Attack('{ packages(currency: """' + "\n " * 7_000 + '""") { id } }', None),
    "escapes": Attack('{ packages(currency: "' + "\\u{41}" * 2_400 + '") { id } }', None),
    "digits": Attack("{ purchases(first: " + "9" * 14_000 + ") { edges { cursor } } }", _INVALID),
    "digits of an id": Attack("{ payment(id: " + "9" * 14_000 + ") { id } }", None),
    "a long name": Attack("{ " + "a" * 14_900 + " }", _INVALID),
    "comments": Attack("{ " + "#\n" * 7_000 + "__typename }", "tokens"),
    "commas": Attack("{ " + "," * 14_900 + "__typename }", None),
    "definitions of types": Attack(_many(80, "type A# { a(b: Unknown#): Unknown# }"), _INVALID),
}


def random_document(schema: GraphQLSchema, seed: int) -> str:
    """A document of up to 15,000 characters: mostly valid, repetitive, with fragments, and wrong in places."""
    return _Writer(schema, random.Random(seed)).document()


class _Writer:
    """Writes one document until its words are used up."""

    def __init__(self, schema: GraphQLSchema, dice: random.Random) -> None:
        self._schema = schema
        self._dice = dice
        self._words = dice.choice([250, 350, 420])  # braces and brackets come to these
        self._wrong = dice.choice([0, 0, 0, 0.01, 0.1])
        self._repeat = dice.choice([1, 2, 10, 60, 200])
        self._composites = [type_ for type_ in schema.type_map.values() if is_composite_type(type_)]
        few = dice.sample(self._composites, 5)
        self._fragments = {f"F{n}": dice.choice(few) for n in range(dice.choice([0, 0, 3, 12, 40]))}

    def document(self) -> str:
        kinds = [("query", self._schema.query_type)] * 4 + [("mutation", self._schema.mutation_type)]
        parts = []
        for n in range(self._dice.choice([1, 1, 1, 5, 30])):
            kind, root = self._dice.choice(kinds)
            parts.append(f"{kind} Q{n} {self._selections(root, 0)}")
        for name, type_ in self._fragments.items():
            parts.append(f"fragment {name} on {type_.name} {self._selections(type_, 3)}")
        return " ".join(parts)[:CHARACTERS]

    def _selections(self, type_: GraphQLNamedType | None, depth: int) -> str:
        parts = [self._selection(type_, depth) for _ in range(self._dice.randint(1, 4))]
        return "{ " + " ".join(parts) + " }"

    def _selection(self, type_: GraphQLNamedType | None, depth: int) -> str:
        dice = self._dice
        if self._words <= 0 or depth > 10:
            return "__typename"
        kind = dice.random()
        fitting = [name for name, each in self._fragments.items() if each is type_ or kind < self._wrong]
        if fitting and kind < 0.25:
            text = f"...{dice.choice(fitting)}"
        elif kind < 0.35 or isinstance(type_, GraphQLUnionType):
            inner = type_
            if isinstance(type_, GraphQLUnionType | GraphQLInterfaceType):
                inner = dice.choice([*self._schema.get_possible_types(type_)])
            text = f"... on {inner.name if inner else 'Query'} {self._selections(inner, depth + 1)}"
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            name, field = dice.choice(list(type_.fields.items()))
            text = self._field(name, field, depth)
        else:
            text = "__typename"
        size = 1 + text.count(" ")
        count = max(1, min(dice.randint(1, self._repeat), self._words // size))
        self._words -= count * size
        return " ".join([text] * count)

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        dice = self._dice
        arguments = [
            f"{key}: {self._value(argument.type, 0)}"
            for key, argument in field.args.items()
            if isinstance(argument.type, GraphQLNonNull) or dice.random() < 0.2
        ]
        text = self._spelled(name) + (f"({', '.join(arguments)})" if arguments else "")
        if dice.random() < 0.02:
            text = f"{dice.choice('abcdefgh')}: {text}"
        if dice.random() < 0.03:
            text += " @include(if: true)"
        inner = get_named_type(field.type)
        return f"{text} {self._selections(inner, depth + 1)}" if is_composite_type(inner) else text

    def _value(self, type_: GraphQLInputType, depth: int) -> str:
        dice = self._dice
        self._words -= 1
        if isinstance(type_, GraphQLNonNull):
            return self._value(type_.of_type, depth)
        if isinstance(type_, GraphQLList):
            return "[" + " ".join(self._value(type_.of_type, depth + 1) for _ in range(dice.randint(0, 6))) + "]"
        if isinstance(type_, GraphQLInputObjectType) and depth < 5:
            fields = [
                f"{self._spelled(name)}: {self._value(field.type, depth + 1)}"
                for name, field in type_.fields.items()
                if isinstance(field.type, GraphQLNonNull) or dice.random() < 0.3
            ]
            return "{ " + " ".join(fields) + " }"
        if isinstance(type_, GraphQLEnumType):
            return self._spelled(dice.choice(list(type_.values)))
        return dice.choice(_ODD_VALUES) if dice.random() < self._wrong else _VALUES.get(type_.name, '"a"')

    def _spelled(self, name: str) -> str:
        return f"{name}x" if self._dice.random() < self._wrong else name
