"""Attachments through GraphQL: input, typed refusals in two languages, the stored message, and the estimate (C11)."""

import hashlib

import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.image_host import PNG, image_host, ok

MESSAGES = """
query Messages($id: ID!) {
  messages(conversationId: $id, first: 10) {
    edges { node { role attachments { url type name sizeBytes sha256 } usage { images pricing { image } } } }
  }
}
"""
ESTIMATE = """
query Estimate($image: AttachmentInput!, $model: ID) {
  estimate(input: { message: "Look", modelId: $model, maxTokens: 100, attachments: [$image] }) {
    __typename
    ... on ChatEstimate { images imageTokens inputTokens required }
    ... on ModelTakesNoImages { code modelId }
    ... on AttachmentRefused { code attachmentIndex }
  }
}
"""


@pytest.fixture(scope="module")
async def host():
    async with image_host() as host:
        host.answers["/a.png"] = ok(PNG)
        yield host


@pytest.fixture(scope="module")
def settings(settings, host):
    return settings.model_copy(update={"attachment_private_origins": [host.origin]})


@pytest.fixture
async def ada(client):
    await client.register(f"{new_id('ada')}@example.com")
    return client


def image(url, **more):
    return {"url": url, "type": "image/png", **more}


async def say(client, *images, **more):
    variables = {"message": "Look", "key": new_id("key"), "attachments": list(images), **more}
    return (await client.execute(OPERATIONS["ChatWithImages"], variables))["chat"]


async def test_an_image_is_sent_charged_and_shown_with_its_message(ada, host):
    done = await say(ada, image(host.url("/a.png"), name="cat.png"))
    assert "Images with it: 1 (image/png)." in done["reply"]["content"]
    assert (done["usage"]["images"], done["attachmentsLeftOut"]) == (1, 0)
    # 4 bytes are a token, the message four, the image 1,024; the reply costs a token every four bytes
    assert int(done["usage"]["cost"]) == 1_029 + -(-len(done["reply"]["content"]) // 4)
    rows = (await ada.execute(MESSAGES, {"id": done["conversation"]["id"]}))["messages"]["edges"]
    question, reply = (row["node"] for row in rows)
    assert question["attachments"] == [
        {
            "url": host.url("/a.png"),
            "type": "image/png",
            "name": "cat.png",
            "sizeBytes": str(len(PNG)),
            "sha256": hashlib.sha256(PNG).hexdigest(),
        }
    ]
    assert (reply["attachments"], reply["usage"]) == ([], {"images": 1, "pricing": {"image": "0"}})


async def test_a_refusal_says_which_one_and_why_in_both_languages(ada, host):
    inside = image("https://10.0.0.1/a.png")
    assert await say(ada, inside) == {
        "__typename": "AttachmentRefused",
        "code": "ATTACHMENT_HOST_REFUSED",
        "message": "Attachment 1: its host has no public address.",
        "retryable": False,
        "attachmentIndex": 0,
    }
    ada.language = "zh"
    assert (await say(ada, inside))["message"] == "附件 1：其主机没有公网地址。"


async def test_a_model_that_takes_text_only_is_told_so(ada, host):
    refused = await say(ada, image(host.url("/a.png")), model="offline/essay")
    assert (refused["__typename"], refused["code"], refused["modelId"], refused["retryable"]) == (
        "ModelTakesNoImages",
        "MODEL_TAKES_NO_IMAGES",
        "offline/essay",
        False,
    )


async def test_too_many_are_invalid_input(ada, host):
    refused = await say(ada, *[image(host.url("/a.png"))] * 9)
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "INVALID_INPUT")


async def test_an_estimate_tells_what_images_are_held_for(ada, host):
    asked = {"image": image(host.url("/a.png"))}
    assert (await ada.execute(ESTIMATE, asked))["estimate"] == {
        "__typename": "ChatEstimate",
        "images": 1,
        "imageTokens": "5000",
        "inputTokens": str(276 + 5_000),
        "required": str(276 + 5_000 + 100),
    }
    assert (await ada.execute(ESTIMATE, {**asked, "model": "offline/essay"}))["estimate"][
        "code"
    ] == "MODEL_TAKES_NO_IMAGES"
    refused = (await ada.execute(ESTIMATE, {"image": image("http://a.example/a.png")}))["estimate"]
    assert (refused["code"], refused["attachmentIndex"]) == ("ATTACHMENT_URL_INVALID", 0)
