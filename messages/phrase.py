"""An English sentence that remembers how it was made, so that it can be said in another language."""

from collections.abc import Mapping
from typing import Self

__all__ = ["ApiName", "Phrase", "filled"]


class ApiName(str):
    """A name that programs use, such as that of an argument: the same in every language."""

    __slots__ = ()


class Phrase(str):
    """`Phrase("At most {limit} holds.", limit=5)` is the text "At most 5 holds.".

    The template is written in the source and never comes from outside. Arguments that are texts of the catalogue, or
    phrases themselves, are translated with it. Whole numbers are counts, written with commas: 10,000. What is no count,
    such as a year, is passed as text.
    """

    __slots__ = ("arguments", "template")
    arguments: dict[str, object]
    template: str

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        """The English text."""
        phrase = super().__new__(cls, filled(template, arguments))
        phrase.template = template
        phrase.arguments = arguments
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """A copy is made as this was made."""
        return (self.template,), self.arguments


def filled(template: str, values: Mapping[str, object]) -> str:
    """`template` with its values in it, in any language."""
    counts = {name: f"{value:,}" for name, value in values.items() if isinstance(value, int)}
    return template.format(**{**values, **counts})
