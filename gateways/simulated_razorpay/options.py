"""How a simulated Razorpay is set up."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gateways.simulated.options import SimulatorRefusedError
from settings import SIMULATED_RAZORPAY_KEY_PREFIX, Environment

__all__ = ["DEFAULT_KEY_ID", "DEFAULT_KEY_SECRET", "RazorpayOptions"]

DEFAULT_KEY_ID = f"{SIMULATED_RAZORPAY_KEY_PREFIX}_key"
DEFAULT_KEY_SECRET = "simulated_razorpay_secret"  # noqa: S105 - it opens nothing but this simulator
_TEST_PREFIX = "rzp_test_"


@dataclass(frozen=True, slots=True)
class RazorpayOptions:
    """Settings of one simulator; times are in seconds.

    Raises SimulatorRefusedError for `environment` production, where nothing may be had unpaid, and ValueError for a bad
    key or address.
    """

    environment: Environment = Environment.DEVELOPMENT
    """That of the server which is paid through it."""
    key_id: str = DEFAULT_KEY_ID
    key_secret: str = field(default=DEFAULT_KEY_SECRET, repr=False)
    webhook_url: str | None = None
    webhook_secret: str = field(default=DEFAULT_KEY_SECRET, repr=False)
    """As at Razorpay an endpoint without a secret of its own is signed with the key's."""
    state_file: Path | None = None
    methods: frozenset[str] = frozenset({"card", "upi", "netbanking"})
    """What the account has switched on."""
    retry_seconds: float = 0.5
    """Wait before the second delivery of an event; it doubles up to `retry_most_seconds`."""
    retry_most_seconds: float = 60.0
    delivery_attempts: int = 20
    delivery_timeout_seconds: float = 5.0
    """Razorpay waits this long (https://razorpay.com/docs/webhooks/best-practices)."""
    now: Callable[[], float] = time.time
    http_protocol: type[asyncio.Protocol] | Literal["httptools"] = "httptools"
    """How uvicorn reads its connections: the bounds of what clients may send are those of whoever serves it."""

    def __post_init__(self) -> None:
        if self.environment is Environment.PRODUCTION:
            message = "The simulated Razorpay does not run with ENVIRONMENT=production: no money moves"
            raise SimulatorRefusedError(message)
        if not self.key_id.startswith(_TEST_PREFIX):
            raise ValueError(f"the simulated Razorpay's key id must begin with {_TEST_PREFIX}")
        if self.webhook_url is not None and not self.webhook_url.startswith(("http://", "https://")):
            raise ValueError("the webhook address must begin with http:// or https://")
