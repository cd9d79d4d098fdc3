"""Images of earlier messages: fetched again, sent again, paid for again, or left out (C11)."""

import pytest

from models.conversation_share import ShareAccess
from models.ids import new_id
from models.message import Message
from services.chat import AskedAttachment
from services.chat.errors import (
    AttachmentRefusedError,
    ModelTakesNoImagesError,
)
from services.ledger.audit import audit_ledger
from services.sharing import Sharing
from tests.services.chat.attachments.looking import EYES, entries, jpeg, look, part, png
from tests.services.conftest import SIGNING_SECRET
from tests.support.image_host import GIF, HANG, JPEG, PNG, ok
from tests.support.upstream import answer


async def test_earlier_images_go_along_and_are_paid_for_again(host, upstream, server, viewer, database):
    chat = server()
    first = await chat.complete(viewer, look(png(host)))
    second = await chat.complete(viewer, look(jpeg(host), conversation_id=first.conversation.id))
    contents = [each["content"] for each in upstream.requests[1]["messages"]]
    assert [contents[0][1], contents[1], contents[2][1]] == [part("image/png", PNG), "Hi", part("image/jpeg", JPEG)]
    assert (second.usage.images, second.usage.cost, second.attachments_left_out) == (2, 7_075, 0)
    assert (await audit_ledger(database)).findings == []


async def test_a_model_without_eyes_goes_on_with_the_texts(host, upstream, server, viewer):
    chat = server()
    first = await chat.complete(viewer, look(png(host), jpeg(host)))
    upstream.replies = [answer("Hi", prompt=100, completion=5)]
    second = await chat.complete(viewer, look(model="test/text", conversation_id=first.conversation.id))
    assert [each["content"] for each in upstream.requests[1]["messages"]] == ["Look", "Hi", "Look"]
    assert (second.attachments_left_out, second.messages_left_out, second.usage.images) == (2, 0, 0)
    assert (second.usage.cost, host.asked) == (375, ["/a.png", "/b.jpg"])


@pytest.mark.parametrize("now", [[b"HTTP/1.1 410 X\r\ncontent-length: 0\r\n\r\n"], ok(PNG + b"x"), ok(GIF)])
async def test_an_earlier_image_that_is_gone_or_another_one_is_left_out_and_not_held_for(
    host, upstream, server, viewer, now
):
    chat = server()
    first = await chat.complete(viewer, look(png(host), jpeg(host)))
    host.answers["/a.png"] = now
    second = await chat.complete(viewer, look(conversation_id=first.conversation.id))
    content = upstream.requests[1]["messages"][0]["content"]
    assert content == [{"type": "text", "text": "Look"}, part("image/jpeg", JPEG)]
    assert (second.attachments_left_out, second.usage.images, second.usage.cost) == (1, 1, 5_075)
    bound = 256 + 3 * 16 + len("LookHiLook") + 5_000
    assert (await entries(viewer))[-1].hold["amount"] == bound * 3 + 100 * 15 + 2_000


async def test_an_earlier_image_that_does_not_come_soon_is_left_out_and_not_asked_for_again(
    host, server, viewer, monkeypatch
):
    monkeypatch.setattr("services.chat.images._EARLIER_SECONDS", 0.1)
    chat = server()
    first = await chat.complete(viewer, look(png(host)))
    host.answers["/a.png"] = [HANG]
    for _ in range(2):
        completed = await chat.complete(viewer, look(conversation_id=first.conversation.id))
        assert (completed.attachments_left_out, completed.usage.images) == (1, 0)
        assert host.asked == ["/a.png"] * 2


async def test_an_earlier_image_for_which_there_is_no_memory_is_left_out(host, server, viewer):
    chat = server(attachment_memory_bytes=60)
    first = await chat.complete(viewer, look(png(host)))
    await chat._running.stop(5)
    second = await chat.complete(viewer, look(jpeg(host), conversation_id=first.conversation.id))
    assert (second.attachments_left_out, second.usage.images) == (1, 1)


async def test_no_image_is_fetched_from_whoever_has_lost_access(host, server, viewer, new_viewer, clock):
    chat, sharing = server(), Sharing(clock, signing_secret=SIGNING_SECRET)
    guest = await new_viewer()
    conversation = (await chat.complete(viewer, look(jpeg(host)))).conversation.id
    share = await sharing.share(viewer.user_id, conversation, ShareAccess.WRITE, new_id("key"))
    await sharing.accept(guest.user_id, sharing.invitation(share))
    await chat.complete(guest, look(png(host), conversation_id=conversation))
    assert (await chat.complete(viewer, look(conversation_id=conversation))).usage.images == 2
    await sharing.end(viewer.user_id, share.id)
    host.asked.clear()
    last = await chat.complete(viewer, look(conversation_id=conversation))
    assert (last.usage.images, last.attachments_left_out, host.asked) == (1, 1, ["/b.jpg"])


async def test_a_reply_is_made_again_from_the_same_images_or_not_at_all(host, upstream, server, viewer):
    chat = server()
    first = await chat.complete(viewer, look(png(host)))
    again = await chat.complete(viewer, look(message="", regenerates_id=first.reply.id))
    assert upstream.requests[1]["messages"] == upstream.requests[0]["messages"]
    assert again.usage.cost == first.usage.cost == 5_075
    host.answers["/a.png"] = ok(PNG + b"x")
    with pytest.raises(AttachmentRefusedError) as refused:
        await chat.complete(viewer, look(message="", regenerates_id=first.reply.id))
    assert (refused.value.code, len(upstream.requests)) == ("ATTACHMENT_CHANGED", 2)
    with pytest.raises(ModelTakesNoImagesError):
        await chat.complete(viewer, look(message="", regenerates_id=first.reply.id, model="test/text"))


@pytest.mark.parametrize(("attachments", "images"), [(None, 1), ((), 0)])
async def test_an_edit_keeps_the_images_unless_it_names_others(host, upstream, server, viewer, attachments, images):
    chat = server()
    first = await chat.complete(viewer, look(png(host, "cat.png")))
    (question,) = await Message.find({"conversation_id": first.conversation.id, "role": "user"}).to_list()
    edited = look(message="Look here", edits_id=question.id, attachments=attachments)
    completed = await chat.complete(viewer, edited)
    assert completed.usage.images == images
    content = upstream.requests[1]["messages"][0]["content"]
    text = {"type": "text", "text": "Look here"}
    assert content == ([text, part("image/png", PNG)] if images else "Look here")
    stored_again = await Message.get(completed.reply.parent_id)
    assert [each.name for each in stored_again.attachments] == ["cat.png"] * images


async def test_the_newest_sixteen_images_go_along(host, upstream, server, new_viewer):
    viewer = await new_viewer(10**7)
    upstream.models = [{**EYES, "context_length": 128_000}]
    host.answers |= {f"/{number}": ok(PNG + bytes([number])) for number in range(24)}
    chat, conversation = server(), None
    for first in (0, 8):
        eight = [AskedAttachment(host.url(f"/{number}"), "image/png") for number in range(first, first + 8)]
        completed = await chat.complete(viewer, look(*eight, conversation_id=conversation))
        conversation = completed.conversation.id
    last = AskedAttachment(host.url("/23"), "image/png")
    completed = await chat.complete(viewer, look(last, conversation_id=conversation))
    oldest, newer, newest = (upstream.requests[2]["messages"][place]["content"] for place in (0, 2, 4))
    assert [len(content) - 1 for content in (oldest, newer, newest)] == [7, 8, 1]
    assert (completed.usage.images, completed.attachments_left_out) == (16, 1)
