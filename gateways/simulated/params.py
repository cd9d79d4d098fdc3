"""Typed reading of parameters. What nobody read is unknown, and refused as Stripe refuses it."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from gateways.simulated.errors import invalid_request, missing_parameter

__all__ = ["Params"]

MAXIMUM_TEXT_CHARACTERS = 5_000
_METADATA_KEYS, _METADATA_KEY_CHARACTERS, _METADATA_VALUE_CHARACTERS = 50, 40, 500
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\Z")


class Params:
    """One level of nested parameters. `path` is the name of this level, empty for the top."""

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._values = values
        self._path = path
        self._read: set[str] = set()
        self._children: list[Params] = []

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def has_group(self, name: str) -> bool:
        """Whether `name` is a group rather than a text."""
        return isinstance(self._values.get(name), dict)

    def name(self, name: str) -> str:
        """The full name of a parameter of this level: `a[b]`."""
        return f"{self._path}[{name}]" if self._path else name

    def text(self, name: str, *, limit: int = MAXIMUM_TEXT_CHARACTERS) -> str | None:
        """None when it is absent; an empty text asks to unset."""
        value = self._take(name)
        if value is None or isinstance(value, str):
            if value is not None and len(value) > limit:
                raise invalid_request(f"Invalid string: longer than {limit} characters.", param=self.name(name))
            return value
        raise invalid_request(f"Invalid string: {self.name(name)} is a group.", param=self.name(name))

    def required(self, name: str) -> str:
        """A text that must be there."""
        value = self.text(name)
        if not value:
            raise missing_parameter(self.name(name))
        return value

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """One of `choices`, or None."""
        value = self.text(name) or None
        if value is not None and value not in choices:
            allowed = ", ".join(sorted(choices))
            raise invalid_request(f"Invalid {self.name(name)}: must be one of {allowed}", param=self.name(name))
        return value

    def integer(self, name: str) -> int | None:
        """A whole number of at most 18 digits, or None."""
        value = self.text(name)
        if value is None:
            return None
        if not _INTEGER.match(value):
            message = f"Invalid integer: {value[:50]}"
            raise invalid_request(message, param=self.name(name), code="parameter_invalid_integer")
        return int(value)

    def boolean(self, name: str) -> bool | None:
        """`true` or `false`, or None."""
        value = self.text(name)
        if value is None:
            return None
        if value not in {"true", "false"}:
            raise invalid_request(f"Invalid boolean: {value[:50]}", param=self.name(name))
        return value == "true"

    def email(self, name: str) -> str | None:
        """An e-mail address, an empty text, or None."""
        value = self.text(name, limit=512)
        if value and not _EMAIL.match(value):
            raise invalid_request(f"Invalid email address: {value}", param=self.name(name), code="email_invalid")
        return value

    def url(self, name: str) -> str | None:
        """An http or https address, or None."""
        value = self.text(name, limit=2_048) or None
        if value is not None and not value.startswith(("http://", "https://")):
            raise invalid_request("Not a valid URL", param=self.name(name), code="url_invalid")
        return value

    def texts(self, name: str) -> list[str] | None:
        """A list of texts, or None."""
        value = self._take(name)
        if value is None:
            return None
        items = list(value.values()) if isinstance(value, dict) else []
        if not items or not all(isinstance(item, str) for item in items):
            raise invalid_request("Invalid array", param=self.name(name))
        return items

    def group(self, name: str) -> "Params | None":
        """The parameters below `name`, or None."""
        value = self._take(name)
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            raise invalid_request("Invalid object", param=self.name(name))
        child = Params(value, self.name(name))
        self._children.append(child)
        return child

    def metadata(self, name: str = "metadata") -> dict[str, str] | None:
        """Texts by key, within Stripe's limits (https://docs.stripe.com/api/metadata); an empty value unsets."""
        value = self._take(name)
        if value is None or value == "":
            return None
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise invalid_request("Metadata values must be strings.", param=self.name(name))
        for key, item in value.items():
            if len(key) > _METADATA_KEY_CHARACTERS or len(item) > _METADATA_VALUE_CHARACTERS:
                message = "Metadata keys may have 40 characters and values 500."
                raise invalid_request(message, param=self.name(name))
        if len(value) > _METADATA_KEYS:
            raise invalid_request("Metadata may have 50 keys.", param=self.name(name))
        return value

    def ignore(self, *names: str) -> None:
        """Take parameters that Stripe knows and that change nothing here."""
        self._read.update(names)

    def finish(self) -> None:
        """Refuse what was not read, here and below."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            full = self.name(unknown[0])[:100]
            raise invalid_request(f"Received unknown parameter: {full}", param=full, code="parameter_unknown")
        for child in self._children:
            child.finish()

    def _take(self, name: str) -> Any:
        self._read.add(name)
        return self._values.get(name)
