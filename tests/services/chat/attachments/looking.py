"""Chats that carry images, and what became of them."""

import base64

from models.generation import Generation
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from services.chat import AskedAttachment, ChatRequest

__all__ = ["BY_COST", "EYES", "PRICES", "SEES", "TEXT", "data_url", "entries", "jpeg", "look", "part", "png", "stored"]

PRICES = {"prompt": "0.000003", "completion": "0.000015"}
SEES = {"architecture": {"input_modalities": ["text", "image"]}, "pricing": {**PRICES, "image": "0.002"}}
EYES, TEXT = {"id": "test/eyes", **SEES}, {"id": "test/text", "pricing": PRICES}
BY_COST = {"price_policy": "cost", "cost_margin_per_mille": 1_000, "wallet_token_nanodollars": 1_000}
"""Three wallet tokens for one that is read, fifteen for one that is written, 2,000 for an image."""


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
