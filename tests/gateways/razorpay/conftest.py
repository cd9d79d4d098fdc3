from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from gateways.razorpay.gateway import RazorpayGateway
from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from tests.support.razorpay_shop import gateway_of


@pytest.fixture(scope="module")
def simulated() -> Iterator[SimulatedRazorpay]:
    with SimulatedRazorpay(RazorpayOptions()) as simulated:
        yield simulated


@pytest.fixture
async def http(simulated: SimulatedRazorpay) -> AsyncIterator[httpx.AsyncClient]:
    """Razorpay's API and the simulator's controls, without the SDK."""
    auth = (simulated.key_id, simulated.key_secret)
    async with httpx.AsyncClient(base_url=simulated.api_base, auth=auth, timeout=10) as http:
        yield http
        (await http.delete("/_simulator/faults")).raise_for_status()


@pytest.fixture
async def gateway(simulated: SimulatedRazorpay) -> AsyncIterator[RazorpayGateway]:
    gateway = gateway_of(simulated)
    yield gateway
    await gateway.close()
