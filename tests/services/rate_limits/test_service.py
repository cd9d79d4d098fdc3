"""Who is refused, when, and who is banned for it."""

from collections.abc import Callable

import pytest
from limits.aio.storage import Storage

from database.setup import Database
from models.ban import Ban
from models.user import Role
from services.identity.viewer import Viewer
from services.rate_limits import RateLimits
from services.rate_limits.errors import BannedError, RateLimitedError
from services.rate_limits.memory_store import MemoryStore
from services.rate_limits.service import VIOLATION_SECONDS
from settings import Settings
from tests.services.rate_limits.stores import StoreForTests
from tests.support.clock import MovableClock

ADDRESS = "192.0.2.7"
ADA = Viewer("usr_ada", "wal_ada", Role.USER, "ses_ada")
ADMIN = Viewer("usr_admin", "wal_admin", Role.ADMIN, "ses_admin")

Make = Callable[..., RateLimits]


@pytest.fixture
async def make(database: Database, settings: Settings, clock: MovableClock) -> Make:
    """Makes the limits of a server; of several when they are given one store."""
    await database.bans.delete_many({})

    def make(store: Storage | None = None, **changed: object) -> RateLimits:
        few = {"rate_limit_enabled": True, "rate_limit_anonymous": "3/15 minutes", "rate_limit_user": "10/15 minutes"}
        return RateLimits(settings.model_copy(update=few | changed), clock, store or MemoryStore(clock))

    return make


async def anonymous(limits: RateLimits, address: str = ADDRESS) -> str:
    """The code of a request without a token; `granted` when it is let in."""
    try:
        await limits.admit_request(address, anonymous=True)
    except (RateLimitedError, BannedError) as refusal:
        return refusal.code
    return "granted"


async def violate(limits: RateLimits, clock: MovableClock, times: int) -> list[str]:
    """What a caller is told that passes its limit so often."""
    codes = []
    for _ in range(times):
        codes.append(await anonymous(limits))
        clock.move(seconds=VIOLATION_SECONDS)
    return codes


async def test_addresses_are_limited_apart_and_networks_of_ipv6_together(make: Make) -> None:
    limits = make()
    assert [await anonymous(limits) for _ in range(4)] == ["granted"] * 3 + ["RATE_LIMITED"]
    assert await anonymous(limits, "192.0.2.8") == "granted"
    codes = [await anonymous(limits, f"2001:db8::{n}") for n in range(4)]
    assert codes == ["granted"] * 3 + ["RATE_LIMITED"]
    assert await anonymous(limits, "2001:db8:0:1::") == "granted"


async def test_a_large_network_of_ipv6_has_sixteen_times_the_limit_and_no_ban(make: Make, clock: MovableClock) -> None:
    limits = make()
    codes = [await anonymous(limits, f"2001:db8:7:{n}::1") for n in range(50)]
    assert codes == ["granted"] * 48 + ["RATE_LIMITED"] * 2
    assert await anonymous(limits, "2001:db8:8::1") == "granted"
    for n in range(50, 60):
        clock.move(seconds=VIOLATION_SECONDS)
        assert await anonymous(limits, f"2001:db8:7:{n}::1") == "RATE_LIMITED"


async def test_a_token_counts_for_its_user_and_not_for_the_address(make: Make) -> None:
    limits = make()
    for _ in range(10):
        await limits.admit_request(ADDRESS, anonymous=False)
        await limits.admit_caller(ADA)
    with pytest.raises(RateLimitedError) as refused:
        await limits.admit_caller(ADA)
    assert refused.value.quota is not None
    assert refused.value.quota.limit.name == "user"
    assert await anonymous(limits) == "granted"


async def test_a_token_that_is_no_token_counts_for_the_address(make: Make) -> None:
    limits = make()
    for _ in range(3):
        await limits.refused_token(ADDRESS)
    with pytest.raises(RateLimitedError):
        await limits.refused_token(ADDRESS)


async def test_what_costs_more_counts_more(make: Make) -> None:
    limits = make(rate_limit_cost=100)
    for cost, left in ((1, 9), (100, 8), (101, 6), (500, 1)):
        await limits.admit_caller(ADA)
        quota = await limits.admit_operation(ADA, ADDRESS, cost=cost, calls={})
        assert quota is not None
        assert quota.remaining == left
    await limits.admit_caller(ADA)
    with pytest.raises(RateLimitedError):
        await limits.admit_operation(ADA, ADDRESS, cost=101, calls={})


async def test_the_dearest_operation_is_all_of_a_small_limit(make: Make) -> None:
    limits = make(rate_limit_cost=100)
    await limits.admit_caller(ADA)
    quota = await limits.admit_operation(ADA, ADDRESS, cost=5_000, calls={})
    assert quota is not None
    assert quota.remaining == 0


async def test_an_operation_has_a_limit_of_its_own_however_often_one_request_calls_it(make: Make) -> None:
    limits = make(rate_limit_operations={"chat": "4/minute"})
    await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"chat": 2, "generateTicket": 1})
    with pytest.raises(RateLimitedError):
        await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"chat": 2})
    await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"chatStream": 1})
    await limits.admit_operation(ADMIN, ADDRESS, cost=1, calls={"chat": 4})


async def test_signing_in_counts_for_the_address_whoever_does_it(make: Make) -> None:
    limits = make(rate_limit_operations={"sign_in": "2/minute"})
    await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"login": 1})
    await limits.admit_operation(ADMIN, ADDRESS, cost=1, calls={"login": 1})
    with pytest.raises(RateLimitedError):
        await limits.admit_operation(None, ADDRESS, cost=1, calls={"login": 1})
    await limits.admit_operation(ADA, "192.0.2.8", cost=1, calls={"login": 1})


async def test_the_fifth_violation_bans_and_a_burst_is_one(make: Make, clock: MovableClock) -> None:
    limits = make()
    assert [await anonymous(limits) for _ in range(3)] == ["granted"] * 3
    assert {await anonymous(limits) for _ in range(50)} == {"RATE_LIMITED"}
    clock.move(seconds=VIOLATION_SECONDS)
    assert await violate(limits, clock, 4) == ["RATE_LIMITED"] * 3 + ["TEMPORARILY_BANNED"]
    clock.move(minutes=4)
    assert await anonymous(limits) == "TEMPORARILY_BANNED"
    assert await anonymous(limits, "192.0.2.8") == "granted"


async def test_a_banned_address_is_open_to_who_brings_a_token_that_is_good(make: Make, clock: MovableClock) -> None:
    limits = make()
    assert (await violate(limits, clock, 8))[-1] == "TEMPORARILY_BANNED"
    await limits.admit_request(ADDRESS, anonymous=False)
    await limits.admit_caller(ADA)
    await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"balance": 1})
    with pytest.raises(BannedError):
        await limits.refused_token(ADDRESS)
    with pytest.raises(BannedError):
        await limits.admit_operation(ADA, ADDRESS, cost=1, calls={"login": 1})


async def test_a_user_is_banned_everywhere_and_an_admin_never(make: Make, clock: MovableClock) -> None:
    store = StoreForTests(clock)
    here, there = make(store, rate_limit_user="1/15 minutes"), make(store, rate_limit_user="1/15 minutes")
    for viewer in (ADA, ADMIN):
        for _ in range(6):
            try:
                await here.admit_caller(viewer)
            except (RateLimitedError, BannedError) as refusal:
                last = refusal.code
            clock.move(seconds=VIOLATION_SECONDS)
        assert last == ("TEMPORARILY_BANNED" if viewer is ADA else "RATE_LIMITED")
    await there.refresh()
    with pytest.raises(BannedError) as banned:
        await there.admit_caller(ADA)
    assert banned.value.retry_after_seconds == 300 - 7 * VIOLATION_SECONDS


async def test_an_unbanned_address_may_call_again_and_violate_as_often_as_before(
    make: Make, clock: MovableClock
) -> None:
    limits = make()
    assert (await violate(limits, clock, 8))[-1] == "TEMPORARILY_BANNED"
    ban = await Ban.find_one({"subject": ADDRESS})
    assert ban is not None
    await limits.lift_ban("usr_admin", ban.id)
    assert await violate(limits, clock, 5) == ["RATE_LIMITED"] * 4 + ["TEMPORARILY_BANNED"]


@pytest.mark.parametrize(
    ("changed", "address"),
    [({"trusted_proxies": ["192.0.2.0/24"]}, ADDRESS), ({}, "unknown")],
)
async def test_a_proxy_and_who_is_not_known_are_limited_and_never_banned(
    make: Make, clock: MovableClock, changed: dict[str, object], address: str
) -> None:
    limits = make(**changed)
    codes = []
    for _ in range(12):
        codes.append(await anonymous(limits, address))
        clock.move(seconds=VIOLATION_SECONDS)
    assert codes == ["granted"] * 3 + ["RATE_LIMITED"] * 9


async def test_an_exempt_network_is_not_counted(make: Make) -> None:
    limits = make(rate_limit_exempt=["192.0.2.0/24"], rate_limit_operations={"sign_in": "1/minute"})
    assert {await anonymous(limits) for _ in range(20)} == {"granted"}
    for _ in range(5):
        await limits.admit_operation(None, ADDRESS, cost=1_000, calls={"login": 1})


async def test_nothing_is_counted_where_limits_are_off(make: Make) -> None:
    limits = make(rate_limit_enabled=False)
    assert {await anonymous(limits) for _ in range(20)} == {"granted"}
    for _ in range(20):
        assert await limits.admit_caller(ADA) is None
        assert await limits.admit_operation(ADA, ADDRESS, cost=5_000, calls={"chat": 100}) is None
