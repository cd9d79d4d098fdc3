"""Makes the demo business: people live beside each other in lanes, each lane with a ledger and a clock of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from database.setup import Database
from gateways.payment_gateways import PaymentGateways
from models.chat_outcome import ChatOutcome
from models.payment import Payment
from models.subscription_invoice import SubscriptionInvoice
from models.user import Role, User
from server.demo.clock import WalkingClock
from server.demo.gateway import DemoGateway
from server.demo.life import Life, World
from server.demo.story import PROMO_CODE, Person, people_of
from server.demo.sums import store_sums
from services.admin.actions import AdminActions
from services.catalog.packages import load_catalog
from services.catalog.plans import load_plans
from services.catalog.price_versions import PriceVersions
from services.identity.name_forms import name_forms
from services.identity.passwords import PasswordKeeper
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.payments import Payments
from services.promotions.definition import PromoDefinition, PromoLimits
from services.promotions.service import Promotions
from services.reversals import Reversals
from settings import Settings

__all__ = ["ADMIN_EMAIL", "PASSWORD", "DemoSeeded", "seed_demo"]

ADMIN_EMAIL = "demo.admin@example.com"
PASSWORD = "demo demo demo"  # noqa: S105 - of made-up people, never in production
_PLAN = "pro"
_LANES = 24


@dataclass(frozen=True, slots=True)
class DemoSeeded:
    """What was made."""

    people: int
    payments: int
    invoices: int
    replies: int
    entries: int


async def seed_demo(
    database: Database,
    settings: Settings,
    *,
    seed: int,
    people: int,
    end: datetime,
    progress: Callable[[int], None] | None = None,
) -> DemoSeeded:
    """Fill the database, which is set up, with `people` who came in the year before `end`.

    The same seed and end make the same business. `progress` is told how many people are done.
    """
    settings = settings.model_copy(update={"automatic_tax": False, "payment_gateways": {}})
    story = iter(people_of(seed, people, end))
    password_hash = await _hashed()
    admin = await _make_admin(password_hash, end - timedelta(days=400))
    await _make_promo_code(settings, end - timedelta(days=380), admin)
    outcomes: list[ChatOutcome] = []
    done = 0

    async def lane() -> None:
        nonlocal done
        async with _world(database, settings, admin, password_hash, end) as world:
            for person in _next(story):
                chats = await Life(world, person, seed).live()
                outcomes.extend(chats.outcomes)
                done += 1
                if progress is not None:
                    progress(done)

    await asyncio.gather(*(lane() for _ in range(_LANES)))
    await store_sums(outcomes, lambda: end)
    return DemoSeeded(
        people=people,
        payments=await Payment.find({}).count(),
        invoices=await SubscriptionInvoice.find({}).count(),
        replies=sum(outcome.code is None for outcome in outcomes),
        entries=await database["ledger_entries"].count_documents({}),
    )


def _next(story: Iterator[Person]) -> Iterator[Person]:
    """The next who is left, for whichever lane is free."""
    yield from story


@asynccontextmanager
async def _world(
    database: Database, settings: Settings, admin: Viewer, password_hash: str, end: datetime
) -> AsyncIterator[World]:
    clock = WalkingClock(end)
    ledger, gateway = Ledger(database, clock), DemoGateway(clock)
    gateways = PaymentGateways([gateway])
    payments = Payments(
        settings=settings,
        clock=clock,
        packages=load_catalog(settings.catalog_file),
        ledger=ledger,
        gateways=gateways,
    )
    reversals = Reversals(payments=payments, ledger=ledger, gateways=gateways, actions=AdminActions(clock), clock=clock)
    ledger.start()
    try:
        yield World(
            settings=settings,
            clock=clock,
            ledger=ledger,
            gateway=gateway,
            payments=payments,
            reversals=reversals,
            versions=PriceVersions(clock),
            plan=load_plans(settings.plans_file).plan(_PLAN),
            admin=admin,
            password_hash=password_hash,
            made_at=end,
        )
    finally:
        await ledger.stop()


async def _make_admin(password_hash: str, at: datetime) -> Viewer:
    name = "Demo Admin"
    user = User(
        email=ADMIN_EMAIL,
        name=name,
        **name_forms(name).to_document(),
        password_hash=password_hash,
        role=Role.ADMIN,
        created_at=at,
        welcome_granted=True,
    )
    await user.insert()
    return Viewer(user.id, user.wallet_id, Role.ADMIN, "demo")


async def _make_promo_code(settings: Settings, at: datetime, admin: Viewer) -> None:
    promotions = Promotions(lambda: at, load_catalog(settings.catalog_file))
    await promotions.create(
        admin.user_id, PromoDefinition(code=PROMO_CODE, percent=20, limits=PromoLimits(total_cap=100_000))
    )


async def _hashed() -> str:
    keeper = PasswordKeeper()
    try:
        return await keeper.hash(PASSWORD)
    finally:
        keeper.close()
