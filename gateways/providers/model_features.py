"""What a row of a model list says that its model takes and can do, as OpenRouter and the Hugging Face router write it.

Sources: https://openrouter.ai/docs/guides/overview/models (`architecture.input_modalities`, `supported_parameters`) and
https://huggingface.co/docs/inference-providers (`supports_tools` and `supports_structured_output` of each host).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gateways.providers.provider import Capability

__all__ = ["capabilities_of", "description_of", "input_modalities_of", "output_modalities_of"]

MOST_DESCRIPTION_CHARACTERS = 500
_MOST_MODALITIES, _MOST_CHARACTERS = 10, 20
_PARAMETERS = {
    "tools": Capability.TOOLS,
    "structured_outputs": Capability.STRUCTURED_OUTPUT,
    "reasoning": Capability.REASONING,
}
_HOST_FLAGS = {"supports_tools": Capability.TOOLS, "supports_structured_output": Capability.STRUCTURED_OUTPUT}


def input_modalities_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What the model takes, sorted; empty when the row does not say."""
    return tuple(sorted(set(_modalities(row, "input_modalities"))))


def output_modalities_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What the model gives out, sorted; empty when the row does not say."""
    return tuple(sorted(set(_modalities(row, "output_modalities"))))


def capabilities_of(row: Mapping[str, Any], hosts: Sequence[Mapping[str, Any]]) -> frozenset[Capability]:
    """What it can do. Where a router chooses the host, only what every live host says: nothing less is certain."""
    parameters = row.get("supported_parameters")
    named = {each for each in parameters if isinstance(each, str)} if isinstance(parameters, list) else set()
    found = {capability for parameter, capability in _PARAMETERS.items() if parameter in named}
    if hosts:
        found |= {each for flag, each in _HOST_FLAGS.items() if all(host.get(flag) is True for host in hosts)}
    if "image" in _modalities(row, "input_modalities"):
        found.add(Capability.IMAGES)
    return frozenset(found)


def description_of(row: Mapping[str, Any]) -> str | None:
    """Its description without control characters, cut to a bounded length; None when there is none."""
    text = row.get("description")
    if not isinstance(text, str):
        return None
    kept = "".join(each if each.isprintable() else " " for each in text[: 2 * MOST_DESCRIPTION_CHARACTERS])
    words = " ".join(kept.split())
    if len(words) > MOST_DESCRIPTION_CHARACTERS:
        words = words[: MOST_DESCRIPTION_CHARACTERS - 1].rstrip() + "…"
    return words or None


def _modalities(row: Mapping[str, Any], name: str) -> Iterator[str]:
    architecture = row.get("architecture")
    listed = architecture.get(name) if isinstance(architecture, Mapping) else None
    for each in listed[:_MOST_MODALITIES] if isinstance(listed, list) else ():
        if isinstance(each, str) and each.isascii() and each.isalpha() and len(each) <= _MOST_CHARACTERS:
            yield each.lower()
