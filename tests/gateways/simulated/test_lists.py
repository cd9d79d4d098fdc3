"""Lists: order, cursors in both directions, filters."""

from collections.abc import Iterator

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options

START = 1_800_000_000


class Ticking:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = START

    def __call__(self) -> float:
        return float(self.seconds)


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def simulated(ticking: Ticking) -> Iterator[SimulatedStripe]:
    with SimulatedStripe(Options(now=ticking)) as simulated:
        yield simulated


@pytest.fixture
async def made(sdk: stripe.StripeClient, ticking: Ticking) -> list[str]:
    """Twelve payments, ten seconds apart, oldest first."""
    ids = []
    for number in range(12):
        ticking.seconds = START + 10 * number
        intent = await sdk.v1.payment_intents.create_async({"amount": 1000 + number, "currency": "cny"})
        ids.append(intent.id)
    return ids


async def test_newest_first_ten_at_a_time(sdk: stripe.StripeClient, made: list[str]) -> None:
    page = await sdk.v1.payment_intents.list_async()
    assert [intent.id for intent in page.data] == made[:1:-1]
    assert page.has_more is True
    rest = await sdk.v1.payment_intents.list_async({"starting_after": page.data[-1].id})
    assert [intent.id for intent in rest.data] == [made[1], made[0]]
    assert rest.has_more is False


async def test_backwards_from_a_cursor(sdk: stripe.StripeClient, made: list[str]) -> None:
    page = await sdk.v1.payment_intents.list_async({"ending_before": made[0], "limit": 3})
    assert [intent.id for intent in page.data] == [made[3], made[2], made[1]]
    assert page.has_more is True


async def test_the_sdk_pages_through_everything(sdk: stripe.StripeClient, made: list[str]) -> None:
    page = await sdk.v1.payment_intents.list_async({"limit": 5})
    assert [intent.id async for intent in page.auto_paging_iter()] == made[::-1]


async def test_by_time(sdk: stripe.StripeClient, made: list[str]) -> None:
    some = await sdk.v1.payment_intents.list_async({"created": {"gte": START + 20, "lt": START + 50}})
    assert [intent.id for intent in some.data] == [made[4], made[3], made[2]]
    one = await sdk.v1.payment_intents.list_async({"created": START + 70})
    assert [intent.id for intent in one.data] == [made[7]]


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"starting_after": "pi_none"}, "starting_after"),
        ({"created": "soon"}, "created"),
        ({"color": "red"}, "color"),
    ],
)
async def test_wrong_queries(sdk: stripe.StripeClient, query: dict[str, object], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await sdk.v1.payment_intents.list_async(query)
    assert caught.value.param == param


async def test_events_by_type_and_alone(sdk: stripe.StripeClient, made: list[str]) -> None:
    intent = made[0]
    await sdk.v1.payment_intents.cancel_async(intent)
    page = await sdk.v1.events.list_async({"type": "payment_intent.canceled"})
    assert [event.data.object["id"] for event in page.data] == [intent]
    assert (await sdk.v1.events.retrieve_async(page.data[0].id)).type == "payment_intent.canceled"
