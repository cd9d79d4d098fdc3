"""A host of images, and chat services that may fetch from it."""

import pytest

from tests.services.chat.attachments.looking import BY_COST, EYES, TEXT
from tests.support.image_host import GIF, JPEG, PNG, image_host, ok
from tests.support.upstream import answer


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
