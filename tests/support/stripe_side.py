"""What happens at the simulated Stripe: what payers and staff do there, and what it says about it."""

import hashlib
import hmac
import json
import time
from typing import Any

import httpx

from gateways.simulated.background import SimulatedStripe
from models.payment import Payment
from tests.support.waiting import until

__all__ = ["StripeSide"]


class StripeSide:
    """Stripe's own API and the simulation's controls, as a test uses them; of ours only the webhook route is."""

    def __init__(self, stripe: SimulatedStripe, webhook_url: str) -> None:
        self.webhook_secret = stripe.webhook_secret
        self.webhook_url = webhook_url
        self.http = httpx.AsyncClient(timeout=30)
        self._stripe = httpx.AsyncClient(base_url=stripe.api_base, auth=(stripe.secret_key, ""), timeout=30)

    async def close(self) -> None:
        await self.http.aclose()
        await self._stripe.aclose()

    async def on_page(self, payment: Payment, outcome: str, **body: Any) -> dict[str, Any]:
        """What the payer does on Stripe's page: pay, decline or process; the session."""
        return await self.control(f"/checkout_sessions/{payment.checkout_reference}/{outcome}", **body)

    async def session(self, payment: Payment) -> dict[str, Any]:
        return (await self._stripe.get(f"/v1/checkout/sessions/{payment.checkout_reference}")).json()

    async def confirm(self, payment: Payment, card: str = "pm_card_visa") -> dict[str, Any]:
        """Pay as Stripe.js does; the PaymentIntent, also when it was declined."""
        url = f"/v1/payment_intents/{payment.gateway_reference}/confirm"
        answer = (await self._stripe.post(url, data={"payment_method": card})).json()
        return answer["error"]["payment_intent"] if "error" in answer else answer

    async def intent(self, reference: str) -> dict[str, Any]:
        return (await self._stripe.get(f"/v1/payment_intents/{reference}")).json()

    async def intents_of(self, payment_id: str) -> list[dict[str, Any]]:
        listed = (await self._stripe.get("/v1/payment_intents", params={"limit": 100})).json()
        return [intent for intent in listed["data"] if intent["metadata"].get("payment_id") == payment_id]

    async def last_event_about(self, object_id: str, kind: str) -> dict[str, Any]:
        """The newest event about an object, as Stripe made it, delivered or not."""
        return (await self.events_about(object_id, kind))[0]

    async def events_about(self, object_id: str, kind: str) -> list[dict[str, Any]]:
        """Those of the newest 100 of this kind that are about the object, newest first."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100, "type": kind})).json()["data"]
        return [event for event in listed if event["data"]["object"]["id"] == object_id]

    async def last_event(self, payment: Payment, kind: str) -> dict[str, Any]:
        """The newest event about a payment, as Stripe made it, delivered or not."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100, "type": kind})).json()["data"]
        return next(event for event in listed if event["data"]["object"]["id"] == payment.gateway_reference)

    async def all_events(self, payment: Payment) -> list[dict[str, Any]]:
        """All events about a payment, oldest first, delivered or not."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100})).json()["data"]
        return [event for event in listed[::-1] if event["data"]["object"]["id"] == payment.gateway_reference]

    async def events_around(self, payment: Payment) -> list[dict[str, Any]]:
        """All events about a payment, its charge, refunds and disputes, as Stripe made them, newest first."""
        return await self.events_around_intent(payment.gateway_reference or "")

    async def events_around_intent(self, intent: str) -> list[dict[str, Any]]:
        """The same for whatever this PaymentIntent pays."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100})).json()["data"]
        objects = [event["data"]["object"] for event in listed]
        about = [item["id"] if item["object"] == "payment_intent" else item.get("payment_intent") for item in objects]
        return [event for event, reference in zip(listed, about, strict=True) if reference == intent]

    async def events_after(self, event_id: str | None) -> list[dict[str, Any]]:
        """All events that Stripe made after this one, oldest first."""
        found: list[dict[str, Any]] = []
        while True:
            after = {"ending_before": event_id} if event_id is not None else {}
            page = (await self._stripe.get("/v1/events", params={"limit": 100, **after})).json()
            found += page["data"][::-1]
            if not page["has_more"] or event_id is None:
                return found
            event_id = found[-1]["id"]

    async def everything(self, kind: str, **query: str) -> list[dict[str, Any]]:
        """All objects of one of Stripe's lists, such as `refunds`, as plain data, newest first."""
        found: list[dict[str, Any]] = []
        params: dict[str, Any] = {"limit": 100, **query}
        while True:
            page = (await self._stripe.get(f"/v1/{kind}", params=params)).json()
            found += page["data"]
            if not page["has_more"]:
                return found
            params["starting_after"] = found[-1]["id"]

    async def reversal_ids(self, payment: Payment) -> dict[str, str]:
        """The ids of the newest refund and dispute of a payment."""
        found = {}
        for kind in ("refund", "dispute"):
            params = {"payment_intent": payment.gateway_reference or ""}
            rows = (await self._stripe.get(f"/v1/{kind}s", params=params)).json()["data"]
            found |= {kind: rows[0]["id"]} if rows else {}
        return found

    async def send_event(
        self, payment: Payment, kind: str = "payment_intent.succeeded", *, event: dict[str, Any] | None = None, **change
    ) -> str:
        """Let Stripe send a further event about a payment, in which `change` differs from the truth; its id."""
        body = {"object": payment.gateway_reference, "type": kind, "overrides": change, "event": event or {}}
        return (await self.control("/events", **body))["id"]

    async def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        answer = await self._stripe.get("/_simulator/deliveries", params={"event": event_id})
        return answer.json()["data"]

    async def settled(self, event_id: str, count: int = 1) -> list[dict[str, Any]]:
        """The deliveries of an event, once `count` of them got their 2xx."""

        async def done() -> list[dict[str, Any]]:
            rows = await self.deliveries(event_id)
            return rows if sum(row["state"] == "delivered" for row in rows) >= count else []

        return await until(done)

    async def control(self, path: str, /, **body: Any) -> dict[str, Any]:
        """One of the simulated Stripe's controls for tests."""
        answer = await self._stripe.post(f"/_simulator{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def try_control(self, path: str, /, **body: Any) -> dict[str, Any] | None:
        """What a person does at the simulated Stripe, and what came of it; None when it refuses."""
        answer = await self._stripe.post(f"/_simulator{path}", json=body)
        return answer.json() if answer.status_code == 200 else None

    async def clear_faults(self) -> None:
        (await self._stripe.delete("/_simulator/faults")).raise_for_status()

    async def stripe(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        """One of Stripe's own calls, as the shop's staff would make it."""
        answer = await self._stripe.post(path, data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def signed(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The headers with which Stripe sends `body`."""
        moment = int(time.time() if at is None else at)
        mac = hmac.new((secret or self.webhook_secret).encode(), b"%d." % moment + body, hashlib.sha256)
        return {"stripe-signature": f"t={moment},v1={mac.hexdigest()}", "content-type": "application/json"}

    async def post_event(self, event: dict[str, Any]) -> httpx.Response:
        """Deliver `event` by hand, signed as Stripe does."""
        body = json.dumps(event).encode()
        return await self.http.post(self.webhook_url, content=body, headers=self.signed(body))
