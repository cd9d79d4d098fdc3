"""The parts of one simulator, put together."""

import asyncio
import secrets

from gateways.simulated.call import Call, Json
from gateways.simulated.dispatcher import Dispatcher
from gateways.simulated.faults import Faults
from gateways.simulated.options import Options
from gateways.simulated.params import Params
from gateways.simulated.replies import KEPT_SECONDS, Replies
from gateways.simulated.resources.checkout_sessions import expire_overdue
from gateways.simulated.store import Store

__all__ = ["Simulator"]

_EVENTS_KEPT_SECONDS = 30 * 86_400
_PRUNE_EVERY_SECONDS = 3_600


class Simulator:
    """State, queue and faults of one simulated Stripe."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.store = Store(options.state_file)
        self.dispatcher = Dispatcher(options, self.store)
        self.replies = Replies(self.store)
        self.faults = Faults()
        self.form_key = secrets.token_bytes(32)
        """Signs the forms of the payment page; new at every start."""

    def call(self, params: Json, *, request_id: str | None = None, idempotency_key: str | None = None) -> Call:
        """A call whose events are queued for delivery in the same transaction."""
        return Call(
            options=self.options,
            store=self.store,
            params=Params(params),
            now=int(self.options.now()),
            emitted=self._queue,
            request_id=request_id,
            idempotency_key=idempotency_key,
        )

    def _queue(self, event: Json) -> None:
        self.dispatcher.enqueue(event["id"], event["type"])

    async def prune_forever(self) -> None:
        """Expire Checkout Sessions, and forget what Stripe would have: events after 30 days, answers after 24 hours."""
        while True:
            now = self.options.now()
            with self.store.transaction():
                expire_overdue(self.call({}))
            self.dispatcher.wake()
            self.store.prune(events_before=int(now) - _EVENTS_KEPT_SECONDS, replies_before=now - KEPT_SECONDS)
            await asyncio.sleep(_PRUNE_EVERY_SECONDS)
