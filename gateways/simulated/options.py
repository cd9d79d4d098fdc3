"""How a simulated Stripe is set up."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from gateways.stripe.types import STRIPE_TYPES
from settings import Environment

__all__ = ["DEFAULT_SECRET_KEY", "Options", "SimulatorRefusedError", "publishable_key_of"]

DEFAULT_SECRET_KEY = "sk_test_simulated"  # noqa: S105 - it opens nothing but this simulator
_SECRET_KEY = re.compile(r"sk_test_[A-Za-z0-9_]{1,200}\Z")

CAPABILITIES: Mapping[str, str] = MappingProxyType(
    {"transfers": "active", **{kind.capability: "active" for kind in STRIPE_TYPES.values()}}
)


class SimulatorRefusedError(Exception):
    """The simulator does not run in this place."""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one simulator. `key` None accepts every `sk_test_` key; times are in seconds.

    Raises SimulatorRefusedError for `environment` production, where nothing may be had unpaid, and ValueError for a bad
    key or address.
    """

    environment: Environment = Environment.DEVELOPMENT
    """That of the server which is paid through it."""
    webhook_url: str | None = None
    webhook_secret: str = field(default="whsec_simulated", repr=False)
    key: str | None = field(default=None, repr=False)
    state_file: Path | None = None
    public_url: str = "http://127.0.0.1:12111"
    capabilities: Mapping[str, str] = field(default_factory=lambda: CAPABILITIES)
    retry_seconds: float = 0.5
    """Wait before the second delivery of an event; it doubles up to `retry_most_seconds`."""
    retry_most_seconds: float = 60.0
    delivery_attempts: int = 20
    delivery_timeout_seconds: float = 10.0
    now: Callable[[], float] = time.time
    http_protocol: type[asyncio.Protocol] | Literal["httptools"] = "httptools"
    """How uvicorn reads its connections: the bounds of what clients may send are those of whoever serves it."""

    def __post_init__(self) -> None:
        if self.environment is Environment.PRODUCTION:
            raise SimulatorRefusedError("The simulated Stripe does not run with ENVIRONMENT=production: no money moves")
        if self.key is not None and not _SECRET_KEY.match(self.key):
            raise ValueError("the simulated Stripe's key must begin with sk_test_")
        if self.webhook_url is not None and not self.webhook_url.startswith(("http://", "https://")):
            raise ValueError("the webhook address must begin with http:// or https://")

    def accepts_secret(self, key: str) -> bool:
        """Whether this is a secret key that opens this simulator."""
        return bool(_SECRET_KEY.match(key)) if self.key is None else key == self.key

    def accepts_publishable(self, key: str) -> bool:
        """Whether this is a publishable key of this simulator."""
        return key.startswith("pk_test_") if self.key is None else key == publishable_key_of(self.key)


def publishable_key_of(secret_key: str) -> str:
    """The publishable key that goes with a test secret key."""
    return "pk_test_" + secret_key.removeprefix("sk_test_")
