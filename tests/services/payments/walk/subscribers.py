"""The part of the walk's world that is about subscriptions: who subscribes, and what time brings."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from models.ids import new_id
from services.errors import TokentillError
from services.identity.viewer import Viewer
from tests.services.payments.walk.prices import PLANS
from tests.support.shop import Shop, ShopServer

__all__ = ["Subscribers"]

CARDS = ("pm_card_visa", "pm_card_visa", "pm_card_visa_chargeDeclinedInsufficientFunds")
"""Two of three pay."""


class Subscribers:
    """`servers`, `people` and `chance` are the world's own."""

    def __init__(
        self,
        shop: Shop,
        servers: Sequence[ShopServer],
        people: Sequence[Viewer],
        chance: random.Random,
        happened: Counter[str],
    ) -> None:
        self._shop = shop
        self._servers = servers
        self._people = people
        self._chance = chance
        self._happened = happened
        self._subscribed: list[Viewer] = []
        """Whoever has begun a subscription, the last one last."""
        self._statuses: dict[str, str] = {}
        """Of every subscription, by Stripe's id."""
        self._unpaid: list[str] = []
        """Stripe's PaymentIntents of invoices that are open."""
        self.paid: dict[str, int] = {}
        """Those that were paid, and their amounts."""
        self.invoices: list[tuple[str, int]] = []
        """Stripe's ids of paid invoices, and their amounts."""

    def hear(self, events: Iterable[dict[str, Any]]) -> None:
        """What the walk learns from Stripe itself, whatever the shop gets to know."""
        for event in events:
            item = event["data"]["object"]
            if event["type"].startswith("customer.subscription."):
                self._statuses[item["id"]] = item["status"]
            if event["type"] == "invoice.paid":
                self.invoices.append((item["id"], item["amount_paid"]))
            if not event["type"].startswith("payment_intent.") or "payment_id" in item["metadata"]:
                continue
            if event["type"] == "payment_intent.created":
                self._unpaid.append(item["id"])
            elif item["status"] in {"succeeded", "canceled"}:
                self._unpaid.remove(item["id"])
                self.paid |= {item["id"]: item["amount"]} if item["status"] == "succeeded" else {}

    # --- People
    async def subscribe(self) -> None:
        """Who gets no answer asks again with the same key."""
        person, plan, key = self._chance.choice(self._people), self._chance.choice(list(PLANS)), new_id("key")
        for last in (False, False, True):
            try:
                await self._server().subscriptions.subscribe(person, plan, key)
            except TokentillError as error:
                if last or not error.retryable:
                    raise
            else:
                self._subscribed.append(person)
                return

    async def pay_invoice(self) -> None:
        """Somebody pays an invoice by hand: the first one, or one that is past due."""
        await self._payer("pay")

    async def decline_invoice(self) -> None:
        await self._payer("decline")

    async def change_plan(self) -> None:
        """At both servers at once with one key, as an impatient user does."""
        person, plan, key = self._subscriber(), self._chance.choice(list(PLANS)), new_id("key")
        calls = [server.subscriptions.change_plan(person, plan, key) for server in self._servers]
        answers = await asyncio.gather(*calls, return_exceptions=True)
        raised = [each for each in answers if isinstance(each, BaseException)]
        for error in raised:
            if not isinstance(error, TokentillError):
                raise error
        if len(raised) == len(answers):
            raise raised[0]

    async def cancel(self) -> None:
        await self._server().subscriptions.cancel(self._subscriber(), new_id("key"))

    async def resume(self) -> None:
        await self._server().subscriptions.resume(self._subscriber(), new_id("key"))

    # --- Time
    async def renew(self) -> None:
        """A period ends, and the card of the next one pays or does not."""
        await self._pass("renew", "active", self._chance.choice(CARDS))

    async def retry(self) -> None:
        """Stripe tries an unpaid renewal again; or the period after it comes first."""
        await self._pass(self._chance.choice(("retry", "retry", "renew")), "past_due", self._chance.choice(CARDS))

    async def end_unpaid(self) -> None:
        """Stripe gives up a renewal that nobody paid, or a first payment that nobody made."""
        step, status = self._chance.choice((("give_up", "past_due"), ("expire", "incomplete")))
        await self._pass(step, status)

    # --- Parts
    def _server(self) -> ShopServer:
        return self._chance.choice(self._servers)

    def _subscriber(self) -> Viewer:
        return self._chance.choice(self._subscribed[-6:] or self._people)

    async def _payer(self, outcome: str) -> None:
        if self._unpaid:
            await self._shop.control(f"/payment_intents/{self._chance.choice(self._unpaid)}/{outcome}")

    async def _pass(self, step: str, status: str, card: str | None = None) -> None:
        """For one of the subscriptions that stand so."""
        fitting = [reference for reference, each in self._statuses.items() if each == status]
        if not fitting:
            return
        reference = self._chance.choice(fitting)
        body = {} if card is None else {"card": card}
        done = await self._shop.control(f"/subscriptions/{reference}/{step}", **body)
        self._happened[f"{step}: {done['status']}"] += 1
