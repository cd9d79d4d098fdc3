"""What images count for: in an estimate, in a hold, and where no provider counted them (C11)."""

import pytest

from services.catalog.models import ModelCatalog
from services.chat import AskedAttachment, Estimates
from services.chat.errors import (
    AttachmentRefusedError,
    ModelTakesNoImagesError,
    PromptTooLongError,
)
from services.ledger.audit import audit_ledger
from tests.services.chat.attachments.looking import BY_COST, EYES, entries, jpeg, look, png
from tests.services.chat.conftest import asking
from tests.support.admission import admission
from tests.support.upstream import answer, chunk


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
