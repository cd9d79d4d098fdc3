"""Images by their address: checked before anything is held, sent as bytes, held for and charged (C11)."""

import asyncio
import hashlib

import pytest

from models.message import Message
from services.chat import AskedAttachment
from services.chat.errors import (
    AttachmentRefusedError,
    ChatFailedError,
    ModelTakesNoImagesError,
    ServerBusyError,
)
from services.chat.leases import LEASE
from services.errors import InvalidInputError, TokentillError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError
from tests.services.chat.attachments.looking import entries, jpeg, look, part, png, stored
from tests.services.chat.conftest import TOKENS
from tests.support.image_host import HANG, JPEG, PNG, ok
from tests.support.upstream import answer


async def test_images_arrive_as_bytes_and_cost_what_they_cost(host, upstream, server, viewer, database):
    completed = await server().complete(viewer, look(png(host, "cat.png"), jpeg(host)))
    (message,) = upstream.requests[0]["messages"]
    text = {"type": "text", "text": "Look"}
    assert message == {"role": "user", "content": [text, part("image/png", PNG), part("image/jpeg", JPEG)]}
    # 1,000 tokens read at 3, 5 written at 15, two images at 2,000
    assert (completed.usage.cost, completed.usage.images) == (7_075, 2)
    charge = (await entries(viewer))[-1]
    assert (charge.usage["images"], charge.usage["rates"]["image"]) == (2, 2_000_000_000)
    # 4 bytes, 16 for the message, 256 for the whole and 5,000 for each image, at 3; 100 written; the images
    assert charge.hold["amount"] == (276 + 2 * 5_000) * 3 + 100 * 15 + 2 * 2_000
    assert completed.balance.available == TOKENS - 7_075
    assert (await audit_ledger(database)).findings == []


async def test_what_was_sent_is_stored_with_the_message(host, server, viewer):
    completed = await server().complete(viewer, look(png(host, "cat.png"), jpeg(host)))
    question, reply = await Message.find({"conversation_id": completed.conversation.id}).sort("+position").to_list()
    assert [each.model_dump() for each in question.attachments] == [
        {
            "url": host.url(path),
            "type": media_type,
            "name": name,
            "size_bytes": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        for path, media_type, name, body in (
            ("/a.png", "image/png", "cat.png", PNG),
            ("/b.jpg", "image/jpeg", None, JPEG),
        )
    ]
    (generation,) = await stored(viewer)
    assert (reply.attachments, generation.attachments) == ([], [])


async def test_a_stream_sends_images_too(host, upstream, server, viewer):
    events = [event async for event in server().stream(viewer, look(png(host)))]
    assert upstream.requests[0]["messages"][0]["content"][1] == part("image/png", PNG)
    assert events[-1].usage.images == 1


REFUSED = {
    "by its address": ("https://10.0.0.1/a.png", "image/png", "ATTACHMENT_HOST_REFUSED"),
    "by its port": ("https://a.example:8443/a.png", "image/png", "ATTACHMENT_URL_INVALID"),
    "by its scheme": ("http://a.example/a.png", "image/png", "ATTACHMENT_URL_INVALID"),
    "by its type": ("{host}/b.jpg", "image/svg+xml", "ATTACHMENT_TYPE_NOT_TAKEN"),
    "missing": ("{host}/none", "image/png", "ATTACHMENT_NOT_FOUND"),
    "elsewhere": ("{host}/moved", "image/png", "ATTACHMENT_NOT_FOUND"),
    "of another type": ("{host}/b.jpg", "image/png", "ATTACHMENT_TYPE_WRONG"),
    "too large": ("{host}/large", "image/png", "ATTACHMENT_TOO_LARGE"),
    "too large together": ("{host}/two", "image/png", "ATTACHMENT_TOO_LARGE"),
    "too slow": ("{host}/slow", "image/png", "ATTACHMENT_UNAVAILABLE"),
}


@pytest.mark.parametrize(("url", "media_type", "code"), REFUSED.values(), ids=REFUSED)
async def test_one_that_cannot_be_had_refuses_the_chat_and_leaves_nothing(
    host, upstream, server, viewer, url, media_type, code
):
    host.answers |= {
        "/moved": [b"HTTP/1.1 302 X\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"],
        "/large": ok(PNG + b"x" * 2_000),
        "/two": ok(PNG + b"x" * 1_950),
        "/slow": [HANG],
    }
    chat = server(attachment_max_bytes=2_000, attachment_max_request_bytes=2_010, attachment_timeout_seconds=1)
    bad = AskedAttachment(url.format(host=host.origin), media_type)
    with pytest.raises(AttachmentRefusedError) as refused:
        await chat.complete(viewer, look(png(host), bad))
    # Of two that are too large together, either may have come first.
    assert refused.value.code == code
    assert refused.value.index == 1 or code == "ATTACHMENT_TOO_LARGE"
    assert refused.value.retryable is (code == "ATTACHMENT_UNAVAILABLE")
    assert (upstream.requests, await stored(viewer)) == ([], [])
    assert [entry.kind for entry in await entries(viewer)] == ["grant"]
    assert await Message.find({"user_id": viewer.user_id}).count() == 0
    assert chat._beginning._images._memory.taken_bytes == 0


async def test_one_address_twice_in_a_message_is_invalid(host, upstream, server, viewer):
    with pytest.raises(InvalidInputError) as refused:
        await server().complete(viewer, look(png(host), png(host, "again.png")))
    assert (refused.value.field, host.asked, upstream.requests) == ("attachments", [], [])


async def test_the_bytes_of_an_image_count_as_often_as_it_is_sent(host, upstream, server, viewer):
    chat, conversation, left_out = server(attachment_max_request_bytes=2 * len(PNG)), None, []
    for _ in range(3):
        completed = await chat.complete(viewer, look(png(host), conversation_id=conversation))
        conversation = completed.conversation.id
        left_out.append(completed.attachments_left_out)
    assert left_out == [0, 0, 2]  # the third with the first two is three times the bytes, though fetched once
    await chat.stop(5)
    assert chat._beginning._images._memory.taken_bytes == 0


async def test_a_model_that_takes_text_only_refuses_before_anything_is_fetched(host, upstream, server, viewer):
    with pytest.raises(ModelTakesNoImagesError) as refused:
        await server().complete(viewer, look(png(host), model="test/text"))
    assert refused.value.model_id == "test/text"
    assert (host.asked, upstream.requests, await stored(viewer)) == ([], [], [])


async def test_nothing_is_fetched_for_who_cannot_pay(host, server, new_viewer):
    viewer = await new_viewer(20_000)
    with pytest.raises(InsufficientTokensError) as refused:
        await server().complete(viewer, look(png(host), jpeg(host)))
    assert refused.value.required == (276 + 2 * 5_000) * 3 + 100 * 15 + 2 * 2_000
    assert host.asked == []


async def test_a_repeated_key_gives_the_same_reply_and_fetches_nothing_again(host, server, viewer):
    chat, request = server(), look(png(host))
    first = await chat.complete(viewer, request)
    again = await chat.complete(viewer, request)
    assert (again.reply.id, host.asked) == (first.reply.id, ["/a.png"])
    with pytest.raises(IdempotencyConflictError):
        await chat.complete(viewer, look(jpeg(host), idempotency_key=request.idempotency_key))


async def test_one_key_sent_twice_at_once_is_one_reply_with_its_images(host, upstream, server, viewer):
    chat, request = server(), look(png(host))
    both = await asyncio.gather(chat.complete(viewer, request), chat.complete(viewer, request))
    assert both[0].reply.id == both[1].reply.id
    assert host.asked == ["/a.png"]
    assert [entry.kind for entry in await entries(viewer)] == ["grant", "hold", "settle"]
    await chat.stop(5)
    assert (len(upstream.requests), chat._beginning._images._memory.taken_bytes) == (1, 0)


async def test_of_two_with_one_key_the_other_goes_on_when_one_leaves(host, upstream, server, viewer):
    arrives = asyncio.Event()
    host.answers["/a.png"] = [arrives, *ok(PNG)]
    chat, request = server(), look(png(host))
    leaving = asyncio.create_task(chat.complete(viewer, request))
    await asyncio.wait_for(host.reached.wait(), 5)
    staying = asyncio.create_task(chat.complete(viewer, request))
    leaving.cancel()
    await asyncio.wait({leaving})
    arrives.set()
    assert (await asyncio.wait_for(staying, 10)).usage.images == 1
    assert (len(upstream.requests), len(await stored(viewer))) == (1, 1)


async def test_the_lease_begins_when_the_images_are_there(host, upstream, server, viewer, clock):
    arrives = asyncio.Event()
    host.answers["/a.png"] = [arrives, *ok(PNG)]
    stream = server().stream(viewer, look(png(host)))
    starting = asyncio.create_task(anext(stream))
    await asyncio.wait_for(host.reached.wait(), 5)
    clock.move(seconds=2 * LEASE.total_seconds())
    arrives.set()
    await asyncio.wait_for(starting, 10)
    (generation,) = await stored(viewer)
    assert generation.lease_until is None or generation.lease_until > clock()
    await stream.aclose()


async def test_a_server_that_stops_waits_for_no_image(host, upstream, server, viewer):
    host.answers["/slow"] = [HANG]
    chat = server(attachment_timeout_seconds=60)
    slow = AskedAttachment(host.url("/slow"), "image/png")
    asking = asyncio.create_task(chat.complete(viewer, look(slow)))
    await asyncio.wait_for(host.reached.wait(), 5)
    await chat.stop(1)
    with pytest.raises(TokentillError) as refused:
        await asyncio.wait_for(asking, 5)
    assert (refused.value.retryable, await stored(viewer), upstream.requests) == (True, [], [])


async def test_a_reader_that_leaves_while_an_image_is_fetched_leaves_nothing(host, upstream, server, viewer):
    host.answers["/slow"] = [b"HTTP/1.1 200 OK\r\n\r\n" + PNG, HANG]
    chat = server(attachment_timeout_seconds=60)
    slow = AskedAttachment(host.url("/slow"), "image/png")
    reading = asyncio.create_task(anext(chat.stream(viewer, look(slow))))
    await asyncio.wait_for(host.reached.wait(), 5)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.wait_for(host.gone.wait(), 5)
    assert (await stored(viewer), chat._beginning._images._memory.taken_bytes) == ([], 0)


async def test_a_fallback_that_takes_no_images_is_not_asked(host, upstream, server, viewer):
    upstream.replies = [[401], answer("Hi")]
    with pytest.raises(ChatFailedError) as failed:
        await server().complete(viewer, look(png(host), fallback_models=("test/text",)))
    assert (failed.value.code, len(upstream.requests)) == ("PROVIDER_AUTH", 1)


async def test_a_process_holds_so_many_bytes_and_forgets_them_at_the_end(host, upstream, server, viewer):
    bounds = {"attachment_max_bytes": 1_024, "attachment_max_request_bytes": 1_024, "attachment_memory_bytes": 1_024}
    host.answers["/half"] = ok(PNG + b"x" * 552)
    half = AskedAttachment(host.url("/half"), "image/png")
    chat = server(**bounds)
    memory = chat._beginning._images._memory
    async for event in chat.stream(viewer, look(half)):
        if memory.taken_bytes and len(upstream.requests) == 0:
            with pytest.raises(ServerBusyError):
                await chat.complete(viewer, look(half))
            assert memory.taken_bytes == 600
        last = event
    await chat.stop(5)
    assert (last.usage.images, memory.taken_bytes) == (1, 0)
    assert len(await stored(viewer)) == 1
