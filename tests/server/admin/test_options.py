import pytest
import typer
from graphql import build_schema

from server.admin.options import Choice, choices_of, variables_of

SCHEMA = build_schema(
    """
    enum Kind { TERM WHOLE_USER }
    input Money { currency: String!, amount: Int! }
    input Input { idempotencyKey: String!, name: String, prices: [Money!], active: Boolean! = true, kind: Kind! }
    type Query { rows(first: Int, filter: Input): Int change(input: Input!, kind: Kind): Int }
    """
)


def choices(field: str = "change") -> list[Choice]:
    assert SCHEMA.query_type is not None
    return choices_of(SCHEMA.query_type.fields[field])


def read(name: str, text: str) -> object:
    """What the option `name` makes of `text`."""
    (found,) = [choice.parameter() for choice in choices() if choice.key == name][:1]
    return found.annotation.__metadata__[0].parser(text)


def test_fields_of_an_input_object_are_options() -> None:
    keys = [(choice.argument, choice.key) for choice in choices("rows")]
    below = [("filter", key) for key in ("idempotency_key", "name", "prices", "active", "kind")]
    assert keys == [("first", "first"), *below]


def test_what_the_schema_needs_is_required_but_the_idempotency_key() -> None:
    assert {
        choice.key: choice.parameter().default is choice.parameter().empty
        for choice in choices()
        if choice.argument == "input"
    } == {"idempotency_key": False, "name": False, "prices": False, "active": False, "kind": True}


def test_what_is_not_given_is_left_out_and_null_is_not() -> None:
    given = {"idempotency_key": "k-1", "name": read("name", "null"), "prices": None, "active": None}
    assert variables_of(choices(), given) == {"input": {"idempotencyKey": "k-1", "name": None}}


def test_each_run_has_an_idempotency_key_of_its_own() -> None:
    first, second = (variables_of(choices(), {"name": "Ada"})["input"] for _ in range(2))
    assert first["name"] == "Ada"
    assert first["idempotencyKey"].startswith("cli_")
    assert first["idempotencyKey"] != second["idempotencyKey"]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("name", "Ada", "Ada"),
        ("active", "TRUE", True),
        ("active", "false", False),
        ("kind", "whole-user", "WHOLE_USER"),
        ("prices", "currency=CNY,amount=500", {"currency": "CNY", "amount": 500}),
        ("prices", '{"currency": "CNY", "amount": 500}', {"currency": "CNY", "amount": 500}),
    ],
)
def test_values_are_read_by_their_types(name: str, text: str, value: object) -> None:
    assert read(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("active", "perhaps"), ("active", "null"), ("kind", "NONE"), ("prices", "CNY=500"), ("prices", "amount=much")],
)
def test_what_is_no_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read(name, text)
