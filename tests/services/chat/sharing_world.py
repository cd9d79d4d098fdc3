"""A shared conversation, and people with every kind of access to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from models.conversation_share import ConversationShare, ShareAccess
from models.ids import new_id
from services.admin.actions import AdminActions
from services.chat import ChatRequest, ChatService, ConversationService
from services.clock import Clock
from services.identity.viewer import Viewer
from services.moderation import Moderation
from services.paging import PageRequest
from services.sharing import Sharing
from tests.services.conftest import SIGNING_SECRET

__all__ = ["World", "shared_world"]


@dataclass
class World:
    """The conversation has one message and its reply."""

    sharing: Sharing
    conversations: ConversationService
    moderation: Moderation
    conversation_id: str
    question_id: str
    reply_id: str
    owner: Viewer
    writer: Viewer
    reader: Viewer
    stranger: Viewer

    async def share(self, person: Viewer, access: ShareAccess) -> ConversationShare:
        share = await self.sharing.share(self.owner.user_id, self.conversation_id, access, new_id("key"))
        await self.sharing.accept(person.user_id, self.sharing.invitation(share))
        return await ConversationShare.get(share.id)

    async def share_of(self, person: Viewer) -> ConversationShare:
        share = await ConversationShare.find_one({"conversation_id": self.conversation_id, "user_id": person.user_id})
        assert share is not None
        return share

    async def found(self, person: Viewer, search: str | None = None, shared: bool | None = None) -> list[str]:
        page = await self.conversations.page(person.user_id, PageRequest(first=20), search, shared=shared)
        return [row.id for row in page.rows]


async def shared_world(chat: ChatService, new_viewer: Callable[..., Awaitable[Viewer]], clock: Clock) -> World:
    """Begins it."""
    owner, writer, reader, stranger = [await new_viewer() for _ in range(4)]
    request = ChatRequest(message="Where do penguins live?", idempotency_key=new_id("key"))
    reply = (await chat.complete(owner, request)).reply
    world = World(
        sharing=Sharing(clock, signing_secret=SIGNING_SECRET),
        conversations=ConversationService(clock),
        moderation=Moderation(AdminActions(clock), clock),
        conversation_id=reply.conversation_id,
        question_id=reply.parent_id or "",
        reply_id=reply.id,
        owner=owner,
        writer=writer,
        reader=reader,
        stranger=stranger,
    )
    await world.share(writer, ShareAccess.WRITE)
    await world.share(reader, ShareAccess.READ)
    return world
