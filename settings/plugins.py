"""The form of plug-ins' names and options."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from settings.addresses import split_list

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["PluginNames", "is_plugin_name", "plugin_options", "plugin_problems"]

MOST_PLUGINS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_FORM = 'PLUGIN_OPTIONS: must be an object in JSON such as {"acme": {"api_key": "..."}}, of texts'


def is_plugin_name(name: object) -> bool:
    """Whether a plug-in, or a provider of one, can be called so."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def _check(names: list[str]) -> list[str]:
    if len(names) > MOST_PLUGINS:
        raise ValueError(f"must name at most {MOST_PLUGINS} plug-ins")
    if wrong := sorted({name for name in names if not is_plugin_name(name) or names.count(name) > 1}):
        raise ValueError(f"names that stand twice, or can be none: {', '.join(wrong)}")
    return names


PluginNames = Annotated[list[str], BeforeValidator(split_list), AfterValidator(_check)]


def plugin_options(settings: "Settings") -> Mapping[str, Mapping[str, str]]:
    """By plug-in. Empty where PLUGIN_OPTIONS cannot be read, which `plugin_problems` says."""
    if settings.plugin_options is None:
        return {}
    try:
        read: Any = json.loads(settings.plugin_options.get_secret_value())
    except (ValueError, RecursionError):
        return {}
    return read if _is_sound(read) else {}


def plugin_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first and nothing of an option."""
    problems: list[str] = []
    options = plugin_options(settings)
    if settings.plugin_options is not None and not options:
        problems.append(_FORM)
    if unknown := sorted(options.keys() - set(settings.plugins)):
        problems.append(f"PLUGIN_OPTIONS: PLUGINS does not name {', '.join(unknown)}")
    known = {"stripe", "razorpay", *settings.plugins}
    if unknown := sorted(set(settings.payment_gateways.values()) - known):
        problems.append(f"PAYMENT_GATEWAYS: {', '.join(unknown)} is neither stripe nor razorpay, nor among PLUGINS")
    return problems


def _is_sound(read: object) -> bool:
    return isinstance(read, dict) and all(
        isinstance(options, dict) and all(isinstance(value, str) for value in options.values())
        for options in read.values()
    )
