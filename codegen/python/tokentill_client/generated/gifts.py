from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class Gifts(BaseModel):
    gifts: "GiftsGifts"


class GiftsGifts(BaseModel):
    edges: list["GiftsGiftsEdges"]
    page_info: "GiftsGiftsPageInfo"


class GiftsGiftsEdges(BaseModel):
    node: "GiftsGiftsEdgesNode"


class GiftsGiftsEdgesNode(BaseModel):
    id: str
    tokens: int
    bonus_tokens: int
    message: Optional[str]
    giver_name: Optional[str]
    received_at: datetime


class GiftsGiftsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Gifts.model_rebuild()
GiftsGifts.model_rebuild()
GiftsGiftsEdges.model_rebuild()
