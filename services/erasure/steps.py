"""What follows once a person is out of `users`. Each step may be repeated, and waits for what is still on its way."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from models.payment import Payment
from models.user import User
from services.api_keys.service import ApiKeys
from services.auto_top_up import AutoTopUps
from services.chat import ConversationService
from services.clock import Clock
from services.customers import CustomerService
from services.erasure import texts
from services.erasure.records import DELETED, MODELS
from services.identity.signed_in_sessions import SignedInSessions
from services.ledger import Ledger
from services.ledger.keys import erasure_key
from services.payments import Payments
from services.subscriptions import Subscriptions
from services.teams import Teams

__all__ = ["REST", "ErasureSteps", "Steps"]

REST = timedelta(seconds=120)
"""A request that was let in before the person was taken out has ended by then; what it stored goes with a last pass."""

Step = Callable[[User], Awaitable[bool]]
"""False: something is on its way; the step is done again later, and those behind it wait."""
Steps = Sequence[tuple[str, Step]]
"""With their names, for logs."""


class ErasureSteps:
    """One for a process. Steps raise GatewayError, TokentillError and PyMongoError: then they are repeated later."""

    def __init__(
        self,
        *,
        sessions: SignedInSessions,
        api_keys: ApiKeys,
        conversations: ConversationService,
        auto_top_ups: AutoTopUps,
        subscriptions: Subscriptions,
        payments: Payments,
        customers: CustomerService,
        ledger: Ledger,
        teams: Teams,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._api_keys = api_keys
        self._conversations = conversations
        self._auto_top_ups = auto_top_ups
        self._subscriptions = subscriptions
        self._payments = payments
        self._customers = customers
        self._ledger = ledger
        self._teams = teams
        self._clock = clock
        self.chains: Sequence[Steps] = (
            [("access", self.end_access)],
            [
                ("subscription", self._end_subscription),
                ("auto_top_up", self._end_auto_top_up),
                ("payments", self._end_payments),
                ("customers", self._forget_customers),
            ],
            [
                ("guests", self._take_guests_over),
                ("chats", self._stop_chats),
                ("teams", self._leave_teams),
                ("texts", self._remove_texts),
                ("records", self._remove_records),
            ],
        )
        """Of each chain a step waits for those before it; the chains do not wait for each other."""
        self.last: Steps = [("rest", self._rest), ("tokens", self._forfeit)]
        """When all of them are done."""

    async def end_access(self, user: User) -> bool:
        """Sessions and keys; they are refused since the person was taken out."""
        await self._sessions.end_all(user.id, reason="erased")
        await self._api_keys.revoke_all(user.id)
        return True

    async def _end_subscription(self, user: User) -> bool:
        return await self._subscriptions.end_now(user.id)

    async def _end_auto_top_up(self, user: User) -> bool:
        return await self._auto_top_ups.forget(user.id)

    async def _end_payments(self, user: User) -> bool:
        return await self._payments.end_all_of(user.id)

    async def _forget_customers(self, user: User) -> bool:
        await self._customers.forget(user.id)
        return True

    async def _take_guests_over(self, user: User) -> bool:
        """A guest who signed in to the account brings conversations along, which must be there to be removed."""
        merging = {"guest.moved_to": user.id, "guest.due_at": {"$type": "date"}}
        return await User.get_pymongo_collection().find_one(merging, {"_id": True}) is None

    async def _stop_chats(self, user: User) -> bool:
        return await texts.stop_chats(user.id)

    async def _leave_teams(self, user: User) -> bool:
        """A team of theirs goes to its next admin, or is closed."""
        await self._teams.forget(user.id)
        return True

    async def _remove_texts(self, user: User) -> bool:
        await self._conversations.delete_all(user.id)
        await texts.end_shares(user.id)
        await texts.empty_messages_elsewhere(user.id)
        await texts.remove_relayed_texts(user.id, self._clock())
        return True

    async def _remove_records(self, user: User) -> bool:
        payments = Payment.get_pymongo_collection()
        personal = {"saved_card": None, "gateway_customer": None, "gateway_receipt": None}
        await payments.update_many({"user_id": user.id, "open": False}, {"$set": personal})
        given = {"user_id": user.id, "gift": {"$type": "object"}}
        await payments.update_many(given, {"$set": {"gift.message": None}})
        for model, field in DELETED.items():
            await MODELS[model].get_pymongo_collection().delete_many({field: user.id})
        return True

    async def _rest(self, user: User) -> bool:
        return user.erasing_since is None or user.erasing_since + REST <= self._clock()

    async def _forfeit(self, user: User) -> bool:
        """What was left in the wallet. What is paid or given back to it later stays there."""
        if (await self._ledger.balance(user.wallet_id)).available > 0:
            await self._ledger.forfeit(user.wallet_id, erasure_key(user.id))
        return True
