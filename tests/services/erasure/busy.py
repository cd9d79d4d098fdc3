"""Somebody who did everything that one can do, with words and numbers by which they are known again."""

from dataclasses import dataclass

from models.api_key import ApiScope
from models.conversation_share import ShareAccess
from models.message_flag import FlagCategory
from models.payment import Payment, PaymentStatus
from models.relayed_text import RelayedText, relayed_text_id
from models.user import User
from services.admin.actions import AdminActions
from services.api_keys.service import ApiKeyOrder
from services.auto_top_up.service import AutoTopUpOrder
from services.chat import ChatRequest
from services.identity.account import SignedIn
from services.identity.viewer import Viewer
from services.moderation import Moderation
from services.money import Money
from services.payments.order import PurchaseOptions
from services.sharing import Sharing
from services.tickets.form import TICKET
from tests.services.conftest import SIGNING_SECRET
from tests.services.erasure.conftest import World
from tests.support.shop import Shop
from tests.support.subscriber import Subscriber, subscriber


@dataclass
class Busy:
    """Somebody who did everything that one can do, and what of it is looked at."""

    signed_in: SignedIn
    ada: Viewer
    eve: Viewer
    shared: str
    """The conversation of Eve's, in which both wrote."""
    elsewhere: str
    """Ada's reply in it."""
    card: str
    paid: Payment
    unpaid: list[Payment]
    plan: Subscriber


EMAIL, NAME = "canary-mail@example.com", "Canary Name"
WHO = [EMAIL, NAME, "canary-picture"]
WORDS = ["key", "own", "title", "ticket", "elsewhere", "reason", "relayed", "gift"]
PERSONAL = [*WHO, *(f"canary-{word}" for word in WORDS)]


async def busy_person(world: World) -> Busy:
    signed_in, ada = await world.join(EMAIL, NAME)
    _, eve = await world.join(name="Eve")
    picture = {"avatar_url": "https://canary-picture.example.com/a"}
    await User.get_pymongo_collection().update_one({"_id": ada.user_id}, {"$set": picture})
    await world.api_keys.create(ada, ApiKeyOrder(name="canary-key", scopes=(ApiScope.READ,)))
    shared, elsewhere = await said(world, ada, eve)
    card, paid, unpaid, plan = await bought(world.shop, ada, eve)
    return Busy(signed_in, ada, eve, shared, elsewhere, card, paid, unpaid, plan)


async def said(world: World, ada: Viewer, eve: Viewer) -> tuple[str, str]:
    """In conversations of Ada's own and of Eve's, and to admins; Eve's conversation, and a reply of Ada's in it."""
    clock = world.shop.clock
    reply = (await world.chat.complete(ada, ChatRequest(message="canary-own", idempotency_key="own"))).reply
    await world.conversations.rename(ada.user_id, reply.conversation_id, "canary-title")
    ticket = ChatRequest(message="canary-ticket is broken", idempotency_key="ticket", structure=TICKET)
    await world.chat.complete(ada, ticket)
    hers = await world.conversations.create(eve.user_id, None)
    sharing = Sharing(clock, signing_secret=SIGNING_SECRET)
    share = await sharing.share(eve.user_id, hers.id, ShareAccess.WRITE, "share-1")
    await sharing.accept(ada.user_id, sharing.invitation(share) or "")
    there = ChatRequest(message="canary-elsewhere", idempotency_key="there", conversation_id=hers.id)
    elsewhere = (await world.chat.complete(ada, there)).reply
    eves = ChatRequest(message="what eve said stays", idempotency_key="eve", conversation_id=hers.id)
    kept = (await world.chat.complete(eve, eves)).reply
    await Moderation(AdminActions(clock), clock).flag(ada.user_id, kept.id, FlagCategory.OTHER, "canary-reason")
    await RelayedText(id=relayed_text_id(f"{reply.generation_id}.1", 1), text="canary-relayed", at=clock()).insert()
    return hers.id, elsewhere.id


async def bought(shop: Shop, ada: Viewer, eve: Viewer) -> tuple[str, Payment, list[Payment], Subscriber]:
    """A card, auto top-up, a plan, a package, and two that are not paid, of which one is a gift with a message."""
    card = await shop.save_card(ada)
    cap = Money(3_000, "CNY")
    order = AutoTopUpOrder(
        enabled=True, threshold_tokens=1, package_id="package_100k", monthly_cap=cap, saved_card_id=card, consent=True
    )
    await shop.auto_top_ups.set(ada, order, "top-up")
    plan = await subscriber(shop, paid=True, viewer=ada)
    paid = (await shop.buy(ada)).payment
    await shop.confirm(paid)
    await shop.becomes(paid, PaymentStatus.SUCCEEDED)
    options = PurchaseOptions(gift_to=eve.user_id, gift_message="canary-gift")
    gift = (await shop.payments.purchase(ada, "package_100k", paid.method, "gift", None, options)).payment
    return card, paid, [gift, (await shop.buy(ada)).payment], plan
