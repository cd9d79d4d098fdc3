"""An English sentence that remembers how it was made, so that it can be said in another language."""

from typing import Self

__all__ = ["ApiName", "Phrase"]


class ApiName(str):
    """A name that programs use, such as that of an argument: the same in every language."""

    __slots__ = ()


class Phrase(str):
    """`Phrase("At most {limit} holds.", limit=5)` is the text "At most 5 holds.".

    The template is written in the source and never comes from outside. Arguments that are texts of the catalogue, or
    phrases themselves, are translated with it.
    """

    __slots__ = ("arguments", "template")
    arguments: dict[str, object]
    template: str

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        """The English text."""
        phrase = super().__new__(cls, template.format(**arguments))
        phrase.template = template
        phrase.arguments = arguments
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """A copy is made as this was made."""
        return (self.template,), self.arguments
