"""The walk's world: people, two servers, a simulated Stripe, and what may happen next."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from models.ids import new_id
from models.payment import Payment, PaymentMethod
from services.errors import TokentillError
from services.identity.viewer import Viewer
from services.payments.order import PurchaseOptions
from services.promotions.definition import PromoDefinition, PromoLimits
from services.promotions.service import Promotions
from tests.services.payments.walk.prices import PACKAGES, PROMOS, Order
from tests.services.payments.walk.purchase import Purchase
from tests.services.payments.walk.subscribers import Subscribers
from tests.support.shop import SHOP_URL, Shop, ShopServer

__all__ = ["World"]

PEOPLE = 8
PAGES = {"success_url": f"{SHOP_URL}/paid", "cancel_url": f"{SHOP_URL}/packages"}
Event = dict[str, Any]


class World:
    """Everything that happens follows from the seed; only what runs at the same time may interleave differently."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.chance = random.Random(seed)
        self.servers: list[ShopServer] = [shop.new_server(), shop.new_server()]
        self.people: list[Viewer] = []
        self.admin = shop.someone()
        self.purchases: list[Purchase] = []
        self.orders: dict[str, Order] = {}
        """By payment id."""
        self.spent: Counter[str] = Counter()
        """Tokens that people spent, by wallet."""
        self.events: list[Event] = []
        """Made by Stripe, and not delivered for the last time."""
        self.happened: Counter[str] = Counter()
        self.refunds: list[str] = []
        self.disputes: list[str] = []
        """Stripe's ids of all that were made by others than admins, ended or not."""
        self._newest_event: str | None = None
        self.subscribers = Subscribers(shop, self.servers, self.people, self.chance, self.happened)

    async def begin(self) -> None:
        await self.shop.control("/deliveries/hold")
        self.people += [await self.shop.member() for _ in range(PEOPLE)]
        promotions = Promotions(self.shop.clock, self.shop.packages)
        for code, promo in PROMOS.items():
            gives = {"percent": promo.percent} if promo.percent else {"bonus_tokens": promo.bonus}
            limits = PromoLimits(per_user_cap=None)
            await promotions.create("walk", PromoDefinition(code=code, limits=limits, **gives))
        await self.buy()
        await self.subscribers.subscribe()
        await self._hear()
        await self.subscribers.pay_invoice()
        await self._hear()

    async def step(self) -> None:
        """Let one thing happen. Expected refusals are counted; whatever else is raised ends the walk."""
        names = list(STEPS)
        name = self.chance.choices(names, [STEPS[each][0] for each in names])[0]
        try:
            await STEPS[name][1](self)
            self.happened[name] += 1
        except TokentillError as error:
            self.happened[f"{name}: {error.code}"] += 1
        await self._hear()

    async def end(self) -> None:
        """What was lost stays lost; time passes, sweepers sweep, and Stripe is compared with."""
        await self.shop.clear_faults()
        for dispute in self.disputes:
            await self.shop.try_control(f"/disputes/{dispute}/{self.chance.choice(('win', 'lose'))}")
        for _ in range(3):
            self.shop.clock.advance(days=2)
            for server in self.servers:
                await server.sweep(1_000)

    # --- Servers
    async def restart(self) -> None:
        """One server is replaced by a new one, which knows nothing but what is stored."""
        self.servers[self.chance.randrange(2)] = self.shop.new_server()

    async def sweep(self) -> None:
        await self._server().sweep(50)

    async def time_passes(self) -> None:
        self.shop.clock.advance(minutes=self.chance.randint(1, 40))

    async def outage(self) -> None:
        """Stripe fails the next calls, more often than the SDK repeats one."""
        path = self.chance.choice(("/v1/payment_intents", "/v1/checkout/sessions", "/v1/subscriptions"))
        await self.shop.control("/faults", path=path, times=self.chance.randint(1, 4), status=500)

    # --- Buyers
    async def buy(self) -> None:
        buyer, package = self.chance.choice(self.people), self.chance.choice(list(PACKAGES))
        quantity = self.chance.choice((1, 1, 1, 2, 5, 7)) if package == "bulk" else 1
        promo = self.chance.choice((None, None, *PROMOS))
        receiver = self.chance.choice([each for each in self.people if each is not buyer])
        gift = self.chance.random() < 0.2
        on_page = PAGES if self.chance.random() < 0.3 else {}
        to = receiver.user_id if gift else None
        options = PurchaseOptions(quantity=quantity, promo_code=promo, gift_to=to, **on_page)
        wallet = receiver.wallet_id if gift else buyer.wallet_id
        order = Order(package, quantity, promo, wallet, buyer.wallet_id)
        key = new_id("key")
        for _ in range(3):  # a buyer whose answer was lost asks again with the same key
            try:
                payment = await self._start(buyer, order, options, key)
            except TokentillError as error:
                if not error.retryable:
                    raise
                failure = error
                continue
            reference, page = payment.gateway_reference or "", payment.checkout_reference
            self.purchases.append(Purchase(buyer, key, order, options, payment.id, reference, page))
            self.orders[payment.id] = order
            return
        raise failure

    async def buy_again(self) -> None:
        """The same call with the same key, at both servers at once, gives the same payment or none."""
        purchase = self._purchase()
        calls = [
            self._start(purchase.buyer, purchase.order, purchase.options, purchase.key, server)
            for server in self.servers
        ]
        answers = await asyncio.gather(*calls, return_exceptions=True)
        _raise_faults(answers)
        assert {each.id for each in answers if isinstance(each, Payment)} <= {purchase.payment_id}

    async def cancel(self) -> None:
        purchase = self._purchase()
        await self._server().payments.cancel(purchase.buyer, purchase.payment_id, new_id("key"))

    async def pay(self) -> None:
        await self._payer("pay")

    async def decline(self) -> None:
        await self._payer("decline")

    async def process(self) -> None:
        await self._payer("process")

    async def spend(self) -> None:
        wallet = self.chance.choice(self.people).wallet_id
        amount = self.chance.choice((1, 99, 50_000, 400_000))
        await self.shop.ledger.spend(wallet, new_id("spend"), amount=amount)
        self.spent[wallet] += amount

    # --- Money that goes back
    async def refund_in_dashboard(self) -> None:
        intent, paid = self._intent()
        amount = self.chance.randint(1, paid)
        made = await self.shop.try_control(f"/payment_intents/{intent}/refund", amount=amount)
        self.refunds += [made["id"]] if made else []

    async def refund_fails(self) -> None:
        if self.refunds:
            await self.shop.try_control(f"/refunds/{self.chance.choice(self.refunds[-10:])}/fail")

    async def refund_by_admin(self) -> None:
        """At both servers at once with one key, as an impatient admin does."""
        purchase, invoices, key = self._purchase(), self.subscribers.invoices[-10:], new_id("key")
        of_invoice = bool(invoices) and self.chance.random() < 0.3
        paid, most = self.chance.choice(invoices) if of_invoice else (purchase.payment_id, purchase.order.amount)
        amount = self.chance.choice((None, self.chance.randint(1, most)))
        calls = [
            (server.reversals.refund_invoice if of_invoice else server.reversals.refund)(
                self.admin, paid, amount, "a walk", key
            )
            for server in self.servers
        ]
        _raise_faults(await asyncio.gather(*calls, return_exceptions=True))

    async def dispute(self) -> None:
        made = await self.shop.try_control(f"/payment_intents/{self._intent()[0]}/dispute")
        self.disputes += [made["id"]] if made else []

    async def dispute_ends(self) -> None:
        if self.disputes:
            outcome = self.chance.choice(("win", "lose"))
            await self.shop.try_control(f"/disputes/{self.chance.choice(self.disputes[-10:])}/{outcome}")

    # --- Events
    async def deliver(self) -> None:
        """Any event that waits, so out of order; some come again later."""
        if not self.events:
            return
        place = self.chance.randrange(len(self.events))
        event = self.events[place]
        await self._receive(event, self._server())
        if self.chance.random() < 0.8:
            self.events.remove(event)

    async def deliver_many(self) -> None:
        """Several events, each several times, at both servers, at once."""
        some = self.chance.sample(self.events, min(4, len(self.events)))
        calls = [self._receive(event, server) for event in some for server in self.servers for _ in range(2)]
        _raise_faults(await asyncio.gather(*calls, return_exceptions=True))

    async def lose(self) -> None:
        if self.events:
            self.events.pop(self.chance.randrange(len(self.events)))

    async def _receive(self, event: Event, server: ShopServer) -> None:
        body = json.dumps(event).encode()
        await server.payments.receive(self.shop.gateway.parse_event(body, self.shop.signed(body)))

    async def _hear(self) -> None:
        made = await self.shop.events_after(self._newest_event)
        if made:
            self._newest_event = made[-1]["id"]
        self.events += made
        self.subscribers.hear(made)

    # --- Parts
    def _server(self) -> ShopServer:
        return self.chance.choice(self.servers)

    def _purchase(self) -> Purchase:
        return self.chance.choice(self.purchases[-30:])

    def _intent(self) -> tuple[str, int]:
        """A PaymentIntent of a purchase, paid or not, or of a paid invoice, and its amount."""
        invoiced = list(self.subscribers.paid.items())[-10:]
        if invoiced and self.chance.random() < 0.3:
            return self.chance.choice(invoiced)
        purchase = self._purchase()
        return purchase.reference, purchase.order.amount

    async def _start(self, buyer, order, options, key, server=None):
        payments = (server or self._server()).payments
        start = payments.checkout if options.on_hosted_page else payments.purchase
        return (await start(buyer, order.package, PaymentMethod.CARD, key, "CNY", options)).payment

    async def _payer(self, outcome: str) -> None:
        """What the payer does at Stripe, which may refuse it: the payment is paid or cancelled by now."""
        purchase = self._purchase()
        if purchase.page is not None:
            session = await self.shop.control(f"/checkout_sessions/{purchase.page}/{outcome}")
            purchase.reference = session["payment_intent"] or ""
            self.happened[f"on the page: {session['status']}"] += 1
            if session["payment_status"] == "paid" or session["status"] != "complete" or outcome == "process":
                return  # else the money that was on its way comes now, or not
        await self.shop.try_control(f"/payment_intents/{purchase.reference}/{outcome}")


def _raise_faults(answers: Iterable[object]) -> None:
    """Whatever is not an expected refusal."""
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, TokentillError):
            raise answer


Step = Callable[[World], Awaitable[None]]
STEPS: dict[str, tuple[int, Step]] = {
    "buy": (12, World.buy),
    "buy again": (2, World.buy_again),
    "cancel": (3, World.cancel),
    "pay": (12, World.pay),
    "decline": (4, World.decline),
    "process": (3, World.process),
    "refund in dashboard": (3, World.refund_in_dashboard),
    "refund fails": (1, World.refund_fails),
    "refund by admin": (2, World.refund_by_admin),
    "dispute": (2, World.dispute),
    "dispute ends": (2, World.dispute_ends),
    "spend": (4, World.spend),
    "subscribe": (4, lambda world: world.subscribers.subscribe()),
    "pay invoice": (5, lambda world: world.subscribers.pay_invoice()),
    "decline invoice": (1, lambda world: world.subscribers.decline_invoice()),
    "change plan": (4, lambda world: world.subscribers.change_plan()),
    "cancel subscription": (1, lambda world: world.subscribers.cancel()),
    "resume subscription": (2, lambda world: world.subscribers.resume()),
    "renew": (5, lambda world: world.subscribers.renew()),
    "retry renewal": (3, lambda world: world.subscribers.retry()),
    "end unpaid": (1, lambda world: world.subscribers.end_unpaid()),
    "deliver": (18, World.deliver),
    "deliver many": (4, World.deliver_many),
    "lose": (4, World.lose),
    "sweep": (2, World.sweep),
    "time passes": (2, World.time_passes),
    "outage": (1, World.outage),
    "restart": (2, World.restart),
}
"""How likely each is, and what it does."""
