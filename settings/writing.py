"""Writes settings as environment variables, which is how worker processes get those of their owner."""

import json

from pydantic import BaseModel, SecretStr

from settings.fields import Settings

__all__ = ["environment_of"]


def environment_of(settings: Settings) -> dict[str, str]:
    """What was set, secrets in plain text: `load_settings` makes the same settings of it."""
    values = {name: getattr(settings, name) for name in settings.model_fields_set}
    return {name.upper(): _written(value) for name, value in values.items() if value is not None}


def _written(value: object) -> str:
    match value:
        case dict():
            return ",".join(f"{name}={part}" for name, part in value.items())
        case list():
            models = [_plain(each) for each in value if isinstance(each, BaseModel)]
            return json.dumps(models) if models else ",".join(value)
        case _:
            return str(_revealed(value))


def _plain(model: BaseModel) -> dict[str, object]:
    return {name: _revealed(value) for name, value in model.model_dump(exclude_unset=True).items()}


def _revealed(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
