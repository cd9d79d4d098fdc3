"""Lets a field speak the caller's language: what it gives is looked up in the catalogue of `messages`."""

from collections.abc import Callable
from typing import Any

from strawberry.extensions import FieldExtension

from messages import in_language
from schema.context import Info

__all__ = ["IN_LANGUAGE"]


class _InLanguage(FieldExtension):
    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **arguments: Any) -> Any:
        """The field's text in the language of the request; null stays null."""
        text = next_(source, info, **arguments)
        return in_language(text, info.context.language) if isinstance(text, str) else text


IN_LANGUAGE = _InLanguage()
"""For `strawberry.field(extensions=[IN_LANGUAGE])` on texts that the catalogue has."""
