"""Lives somebody's year: every deed by the real services, with a clock that walks from one to the next."""

import heapq
import itertools
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.ids import ids_of, new_id
from models.payment import Payment, PaymentMethod
from models.reversal import DisputeState
from models.user import Role, User
from server.demo.chats import Chats
from server.demo.clock import WalkingClock
from server.demo.gateway import DemoGateway
from server.demo.story import PROMO_CODE, Deed, Event, Person
from server.demo.subscribing import Subscriber
from services.catalog.plan import Plan
from services.catalog.price_versions import PriceVersions
from services.claims import ClaimService
from services.errors import TokentillError
from services.identity.name_forms import name_forms
from services.identity.viewer import Viewer
from services.identity.welcome import WelcomeGrants
from services.ledger import Ledger
from services.payments import Payments
from services.payments.order import PurchaseOptions
from services.payments.store import PaymentStore
from services.reversals import Reversals
from settings import Settings

__all__ = ["Life", "World"]

_SOURCE = "stripe"
_PROMOTED = 0.2
"""Part of the purchases that would use the promo code, were it good more than once for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the people of one lane share. They live one after another, each with the clock set back."""

    settings: Settings
    clock: WalkingClock
    ledger: Ledger
    gateway: DemoGateway
    payments: Payments
    reversals: Reversals
    versions: PriceVersions
    plan: Plan
    """The one that people subscribe to."""
    admin: Viewer
    password_hash: str
    made_at: datetime


class Life:
    """One person's year."""

    def __init__(self, world: World, person: Person, seed: int) -> None:
        self._world = world
        self._person = person
        self._dice = random.Random(f"{seed} {person.number} life")  # noqa: S311 - a story
        self._later: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []
        self._counter = itertools.count()
        self._promoted = False
        self.chats: Chats

    async def live(self) -> Chats:
        """Do all of it, and store it; what is left to be summed up."""
        self._world.clock.begin(self._person.signed_up_at)
        with ids_of(self._world.clock, self._dice.randbytes):
            user = await self._sign_up()
            viewer = Viewer(user.id, user.wallet_id, Role.USER, "demo")
            world = self._world
            self.chats = Chats(user, world.ledger, world.clock, self._dice, world.versions, world.made_at)
            for event in self._person.events:
                await self._do_what_is_due(event.at)
                world.clock.walk_to(event.at)
                await self._do(user, viewer, event)
            await self._do_what_is_due(world.made_at)
            await self.chats.store()
        return self.chats

    async def _sign_up(self) -> User:
        person, world = self._person, self._world
        now = world.clock()
        user = User(
            email=person.email,
            email_verified_at=now if self._dice.random() < 0.7 else None,  # noqa: PLR2004 - most do
            name=person.name,
            **name_forms(person.name).to_document(),
            password_hash=world.password_hash,
            created_at=now,
            last_seen_at=person.events[-1].at if person.events else now,
        )
        await user.insert()
        await WelcomeGrants(ledger=world.ledger, amount=world.settings.welcome_tokens).complete(user)
        return user

    async def _do(self, user: User, viewer: Viewer, event: Event) -> None:
        match event.deed:
            case Deed.CHAT:
                await self.chats.chat(self._person.model, event)
            case Deed.CLAIM:
                await self._claim(viewer)
            case Deed.SUBSCRIBE:
                await self._subscribe(user)
            case _:
                await self._buy(viewer, event)

    async def _claim(self, viewer: Viewer) -> None:
        world = self._world
        claims = ClaimService(settings=world.settings, clock=world.clock, ledger=world.ledger)
        try:
            await claims.claim(viewer.wallet_id, new_id("key"))
        except TokentillError:
            return  # too early: they look again another day

    async def _buy(self, viewer: Viewer, event: Event) -> None:
        world, person = self._world, self._person
        code = None if self._promoted or event.choice[0] > _PROMOTED else PROMO_CODE
        self._promoted = self._promoted or code is not None
        started = await world.payments.purchase(
            viewer,
            person.package(event),
            PaymentMethod(person.method(event)),
            new_id("key"),
            None,
            PurchaseOptions(promo_code=code),
        )
        payment, reference = started.payment, str(started.payment.gateway_reference)
        world.clock.walk(seconds=30 + 200 * event.choice[1])
        if event.deed is Deed.GIVE_UP:
            await world.payments.cancel(viewer, payment.id, new_id("key"))
            return
        if event.deed is Deed.DECLINED:
            world.gateway.decline(reference, person.decline(event))
            await world.payments.follow(_SOURCE, reference)
            await PaymentStore().close_failed(payment.id)
            return
        world.gateway.pay(reference)
        await world.payments.follow(_SOURCE, reference)
        self._afterwards(payment, reference, event)

    def _afterwards(self, payment: Payment, reference: str, event: Event) -> None:
        world = self._world

        async def refund(amount: int | None) -> None:
            await world.reversals.refund(world.admin, payment.id, amount, "Asked for by mail.", new_id("key"))

        async def dispute(state: DisputeState) -> None:
            world.gateway.dispute(reference, state)
            await world.reversals.converge(payment.id)

        soon = event.at + timedelta(days=1 + 6 * event.choice[0])
        if event.deed is Deed.BUY_AND_REFUND:
            self._plan(soon, lambda: refund(None))
        elif event.deed is Deed.BUY_AND_REFUND_HALF:
            self._plan(soon, lambda: refund(payment.amount // 2))
        elif event.deed is Deed.BUY_AND_DISPUTE:
            end = DisputeState.LOST if event.choice[1] < 0.6 else DisputeState.WON  # noqa: PLR2004 - most are lost
            self._plan(soon, lambda: dispute(DisputeState.OPEN))
            self._plan(soon + timedelta(days=40), lambda: dispute(end))

    async def _subscribe(self, user: User) -> None:
        world = self._world
        subscriber = Subscriber(user, world.plan, world.clock())
        months = [number for number in range(24) if subscriber.period(number)[0] < world.made_at]

        def pay(number: int) -> Callable[[], Awaitable[None]]:
            return lambda: subscriber.pay(number, world.ledger)

        await subscriber.pay(0, world.ledger)
        for number in months[1:]:
            self._plan(subscriber.period(number)[0], pay(number))
        await subscriber.store(max(1, len(months)))

    def _plan(self, at: datetime, deed: Callable[[], Awaitable[None]]) -> None:
        if at < self._world.made_at:
            heapq.heappush(self._later, (at, next(self._counter), deed))

    async def _do_what_is_due(self, until: datetime) -> None:
        while self._later and self._later[0][0] <= until:
            at, _, deed = heapq.heappop(self._later)
            self._world.clock.walk_to(at)
            await deed()
