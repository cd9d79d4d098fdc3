"""The test button: one very short reply by one key."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from gateways.providers import ProviderError
from services.errors import InvalidInputError

__all__ = ["KeyTest", "KeyTester", "try_key"]

KeyTester = Callable[[str, str], Awaitable[None]]
"""Has a model, the second, begin a reply with a key, the first. Raises ProviderError."""
LONGEST_SECONDS = 8.0
"""Shorter than a request may take."""


@dataclass(frozen=True, slots=True)
class KeyTest:
    """How it went."""

    model_id: str
    milliseconds: int
    """Until the model began to answer, or did not."""
    failure: ProviderError | None
    """None: the key is good."""


async def try_key(testers: Mapping[str, KeyTester], provider: str, secret: str, model_id: str | None) -> KeyTest:
    """Ask `model_id`. Raises InvalidInputError when there is none to ask."""
    if model_id is None:
        raise InvalidInputError("modelId", "is needed: no model of this provider is known")
    begun = time.monotonic()
    failure: ProviderError | None = None
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await testers[provider](secret, model_id)
    except TimeoutError:
        failure = ProviderError("PROVIDER_TIMEOUT")
    except ProviderError as error:
        failure = error
    return KeyTest(model_id, round(1_000 * (time.monotonic() - begun)), failure)
