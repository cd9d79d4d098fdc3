"""Images by their address: checked before anything is held, sent as bytes, held for, charged, and sent again (C11)."""

import asyncio
import base64
import hashlib

import pytest

from models.conversation_share import ShareAccess
from models.generation import Generation
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.message import Message
from services.catalog.models import ModelCatalog
from services.chat import AskedAttachment, ChatRequest, Estimates
from services.chat.errors import (
    AttachmentRefusedError,
    ChatFailedError,
    ModelTakesNoImagesError,
    PromptTooLongError,
    ServerBusyError,
)
from services.chat.leases import LEASE
from services.errors import InvalidInputError, TokentillError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError
from services.sharing import Sharing
from tests.services.chat.conftest import TOKENS, asking
from tests.services.conftest import SIGNING_SECRET
from tests.support.admission import admission
from tests.support.image_host import GIF, HANG, JPEG, PNG, image_host, ok
from tests.support.upstream import answer, chunk

PRICES = {"prompt": "0.000003", "completion": "0.000015"}
SEES = {"architecture": {"input_modalities": ["text", "image"]}, "pricing": {**PRICES, "image": "0.002"}}
EYES, TEXT = {"id": "test/eyes", **SEES}, {"id": "test/text", "pricing": PRICES}
BY_COST = {"price_policy": "cost", "cost_margin_per_mille": 1_000, "wallet_token_nanodollars": 1_000}
"""Three wallet tokens for one that is read, fifteen for one that is written, 2,000 for an image."""


@pytest.fixture
async def host():
    async with image_host() as host:
        host.answers = {"/a.png": ok(PNG), "/b.jpg": ok(JPEG), "/c.gif": ok(GIF)}
        yield host


@pytest.fixture
def server(host, upstream, chat_with):
    """Makes chat services by cost that may fetch from the host."""
    upstream.models = [EYES, TEXT]
    upstream.replies = [answer("Hi", prompt=1_000, completion=5)]

    def make(**changed):
        return chat_with(attachment_private_origins=[host.origin], **BY_COST, **changed)

    return make


def png(host, name=None):
    return AskedAttachment(host.url("/a.png"), "image/png", name)


def jpeg(host):
    return AskedAttachment(host.url("/b.jpg"), "image/jpeg")


def look(*attachments, model="test/eyes", **more):
    values = {"message": "Look", "idempotency_key": new_id("key"), "model_id": model, "max_tokens": 100}
    return ChatRequest(**{**values, "attachments": attachments or None, **more})


def data_url(media_type, body):
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


def part(media_type, body):
    return {"type": "image_url", "image_url": {"url": data_url(media_type, body)}}


async def stored(viewer):
    return await Generation.find({"user_id": viewer.user_id}).sort("created_at").to_list()


async def entries(viewer):
    return await LedgerEntry.find({"wallet": viewer.wallet_id}).sort("+seq").to_list()


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


async def test_a_fallback_that_takes_no_images_is_not_asked(host, upstream, server, viewer):
    upstream.replies = [[401], answer("Hi")]
    with pytest.raises(ChatFailedError) as failed:
        await server().complete(viewer, look(png(host), fallback_models=("test/text",)))
    assert (failed.value.code, len(upstream.requests)) == ("PROVIDER_AUTH", 1)


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


async def test_an_estimate_says_what_images_are_held_for_and_fetches_none(
    host, upstream, server, viewer, ledger, settings, clock
):
    chat = server()
    told = settings.model_copy(update={"attachment_private_origins": [host.origin], **BY_COST})
    catalog = ModelCatalog([asking(upstream)], told, clock)
    estimates = Estimates(ledger, catalog, told, clock, admission(told, clock))
    first = await chat.complete(viewer, look(png(host)))
    asked = look(jpeg(host), conversation_id=first.conversation.id)
    estimate = await estimates.estimate(viewer, asked)
    assert (estimate.images, estimate.image_tokens, host.asked) == (2, 5_000, ["/a.png"])
    assert estimate.required == estimate.input_tokens * 3 + 100 * 15 + 2 * 2_000
    await chat.complete(viewer, asked)
    assert (await entries(viewer))[-1].hold["amount"] == estimate.required
    with pytest.raises(ModelTakesNoImagesError):
        await estimates.estimate(viewer, look(png(host), model="test/text"))
    with pytest.raises(AttachmentRefusedError):
        await estimates.estimate(viewer, look(AskedAttachment("http://a.example/", "image/png")))
    await catalog.close()


async def test_a_reply_that_nobody_counted_is_counted_with_its_images(host, upstream, server, viewer):
    upstream.replies = [[chunk("Hi"), chunk(finish="stop"), b"data: [DONE]\n\n"]]
    completed = await server().complete(viewer, look(png(host)))
    assert (completed.usage.input_tokens, completed.usage.counted_by) == (1 + 4 + 1_024, "local")
    assert completed.usage.cost == 1_029 * 3 + 15 + 2_000


async def test_a_model_that_counts_an_image_as_more_does_so_where_nobody_counted(host, upstream, server, new_viewer):
    viewer = await new_viewer(10**6)
    upstream.models = [{**EYES, "id": "openai/gpt-4o-mini", "context_length": 128_000}]
    upstream.replies = [[chunk("Hi"), chunk(finish="stop"), b"data: [DONE]\n\n"]]
    completed = await server().complete(viewer, look(png(host), model="openai/gpt-4o-mini"))
    assert (completed.usage.input_tokens, completed.usage.counted_by) == (1 + 4 + 2_833 + 4 * 5_667, "local")


@pytest.mark.parametrize(
    ("prompt", "by", "cost"),
    [
        (60_000, "provider", (276 + 5_000) * 3 + 100 * 15 + 2_000),
        (276 + 5_000 + 65_537, "local", 1_029 * 3 + 15 + 2_000),
    ],
)
async def test_an_image_that_counts_for_more_than_was_held_costs_no_more(
    host, upstream, server, viewer, database, prompt, by, cost
):
    upstream.replies = [answer("Hi", prompt=prompt, completion=5)]
    completed = await server().complete(viewer, look(png(host)))
    assert (completed.usage.counted_by, completed.usage.cost) == (by, cost)
    assert (await audit_ledger(database)).findings == []


async def test_images_that_do_not_fit_into_the_window_are_too_long(host, upstream, server, viewer):
    upstream.models = [{**EYES, "context_length": 2_000}]
    with pytest.raises(PromptTooLongError):
        await server().complete(viewer, look(png(host), jpeg(host)))
    assert host.asked == []


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
