"""An endpoint that an admin changes while much is due to it."""

import pytest

from gateways.outgoing_webhooks import Answer, WebhookPoster
from models.webhook_secret import WebhookSecret
from services.outgoing_webhooks.endpoints import EndpointOrder

ADMIN = "usr_admin"


@pytest.mark.parametrize("change", ["disable", "delete", "move"])
async def test_a_change_of_the_endpoint_is_seen_before_the_next_message(hooks, monkeypatch, change):
    addresses: list[str] = []
    moved = f"{hooks.receiver.origin}/moved"

    async def post(_self, url, _headers, _body):
        addresses.append(url)
        endpoints = hooks.server.webhook_endpoints
        if change == "delete" and len(addresses) == 1:
            await endpoints.delete(ADMIN, hooks.endpoint.id)
        elif change != "delete":
            order = EndpointOrder(enabled=False) if change == "disable" else EndpointOrder(url=moved)
            await endpoints.update(ADMIN, hooks.endpoint.id, order)
        return Answer(204)

    monkeypatch.setattr(WebhookPoster, "post", post)
    monkeypatch.setattr("services.outgoing_webhooks.sender.AT_ONCE", 1)
    await hooks.record()
    await hooks.record()
    await hooks.send()
    assert addresses == [hooks.endpoint.url, *([moved] if change == "move" else [])]


async def test_nothing_is_sent_without_a_signature(hooks):
    await hooks.record()
    await WebhookSecret.get_pymongo_collection().delete_many({"endpoint_id": hooks.endpoint.id})
    await hooks.send()
    assert hooks.receiver.received == []
    assert [each.failure for each in (await hooks.delivery()).attempts] == ["SECRET_UNREADABLE"]
