"""A simulated Stripe in a thread beside another server."""

import dataclasses

import uvicorn

from gateways.simulated.app import server_config
from gateways.simulated.options import DEFAULT_SECRET_KEY, Options, publishable_key_of
from gateways.simulated.served import Served

__all__ = ["SimulatedStripe"]


class SimulatedStripe(Served):
    """See `Served`. Raises SimulatorRefusedError when the state file cannot be used."""

    def __init__(self, options: Options, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.secret_key = options.key or DEFAULT_SECRET_KEY
        self.publishable_key = publishable_key_of(self.secret_key)
        self.webhook_secret = options.webhook_secret

        def config(address: str) -> uvicorn.Config:
            return server_config(dataclasses.replace(options, public_url=address), host=host, port=port)

        super().__init__("simulated Stripe", config, host=host, port=port)
