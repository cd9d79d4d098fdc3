"""What can be wrong with a package and with a plan alike, in sentences that admins read in their language.

Names of fields are those of the file, which are the same in every language.
"""

from collections.abc import Collection

from messages import Phrase

__all__ = [
    "about",
    "minor_units",
    "multiple_of",
    "true_or_false",
    "unknown_currency",
    "unknown_fields",
    "unknown_fields_of_price",
    "whole_number",
]


def about(label: str, problem: str) -> str:
    """`problem`, with which package or plan it is about."""
    return Phrase("{label}: {problem}", label=label, problem=problem)


def whole_number(field: str, least: int, most: int) -> str:
    """A field is no whole number within its bounds."""
    return Phrase("{field} must be a whole number from {least} to {most}", field=field, least=least, most=most)


def true_or_false(field: str) -> str:
    """A field is neither true nor false."""
    return Phrase("{field} must be true or false", field=field)


def minor_units(field: str, currency: str, least: int, most: int) -> str:
    """An amount of money is no whole number of minor units within its bounds."""
    return Phrase(
        "{field} in {currency} must be a whole number of minor units from {least} to {most}",
        field=field,
        currency=currency,
        least=least,
        most=most,
    )


def multiple_of(field: str, currency: str, step: int) -> str:
    """An amount of money is none that can be paid in its currency."""
    return Phrase("{field} in {currency} must be a multiple of {step}", field=field, currency=currency, step=step)


def unknown_currency(currency: object) -> str:
    """A price is in nothing that is a currency."""
    return Phrase("unknown currency {currency}; an ISO 4217 code in upper case is needed", currency=repr(currency))


def unknown_fields(fields: Collection[str]) -> list[str]:
    """A package or plan has fields that none has."""
    return [Phrase("unknown field {field}", field=repr(field)) for field in sorted(fields)]


def unknown_fields_of_price(fields: Collection[str]) -> list[str]:
    """A price has fields that no price has."""
    return [Phrase("unknown field {field} in a price", field=repr(field)) for field in sorted(fields)]
