"""Reads the settings, and names every problem at once."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError

from settings.fields import Environment, Settings, SettingsError
from settings.names import translate

__all__ = ["load_environment", "load_settings"]


def _ignore(_: str) -> None:
    """Where warnings go when nobody asked for them."""


def load_settings(
    env: Mapping[str, str] | None = None,
    env_file: Path | None = Path(".env"),
    warn: Callable[[str], None] = _ignore,
) -> Settings:
    """Read settings from `env` (default: this process's environment), and from `env_file` what is not in it.

    `warn` is called with a sentence for each name that is old, misspelled or not used. Raises SettingsError with every
    problem at once. An empty value counts as unset.
    """
    values, warnings = _translated(env, env_file)
    for sentence in warnings:
        warn(sentence)
    return _build(values)


def load_environment(env: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")) -> Environment:
    """ENVIRONMENT alone, from where `load_settings` reads it, for what needs no other setting. Raises SettingsError."""
    values, _ = _translated(env, env_file)
    try:
        return Environment(values.get("environment", Environment.DEVELOPMENT))
    except ValueError as error:
        raise SettingsError(["ENVIRONMENT: must be development, staging or production"]) from error


def _translated(env: Mapping[str, str] | None, env_file: Path | None) -> tuple[dict[str, str], list[str]]:
    in_file = {name: value for name, value in _read(env_file).items() if value is not None}
    return translate(os.environ if env is None else env, in_file, known=Settings.model_fields)


def _read(env_file: Path | None) -> Mapping[str, str | None]:
    if env_file is None or not env_file.is_file():
        return {}
    return dotenv_values(env_file, interpolate=False, encoding="utf-8")


def _build(values: dict[str, Any]) -> Settings:
    try:
        return Settings(**values)
    except ValidationError as error:
        wrong = {str(details["loc"][0]): _sentence(details["msg"]) for details in error.errors()}
    problems = [f"{field.upper()}: {sentence}" for field, sentence in wrong.items()]
    # What the fields say about each other is checked too, with the wrong ones left out.
    try:
        Settings(**{field: value for field, value in values.items() if field not in wrong})
    except SettingsError as error:
        problems += [problem for problem in error.problems if problem.split(":")[0].lower() not in wrong]
    raise SettingsError(problems)


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ").removeprefix("Input ")
    return text[:1].lower() + text[1:]
