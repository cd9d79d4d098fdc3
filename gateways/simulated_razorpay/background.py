"""A simulated Razorpay in a thread beside another server."""

import uvicorn

from gateways.simulated.served import Served
from gateways.simulated_razorpay.app import server_config
from gateways.simulated_razorpay.options import RazorpayOptions

__all__ = ["SimulatedRazorpay"]


class SimulatedRazorpay(Served):
    """See `Served`. Raises SimulatorRefusedError when the state file cannot be used."""

    def __init__(self, options: RazorpayOptions, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.key_id, self.key_secret = options.key_id, options.key_secret
        self.webhook_secret = options.webhook_secret

        def config(_address: str) -> uvicorn.Config:
            return server_config(options, host=host, port=port)

        super().__init__("simulated Razorpay", config, host=host, port=port)
