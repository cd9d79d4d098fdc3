"""Which images go with the messages of a request. Pure rules.

Those of the newest messages go first. A model that takes text only gets the texts alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gateways.providers import Capability, ChatImage, ChatTurn
from models.message import Attachment
from services.catalog.model import CatalogModel

__all__ = ["MOST_IMAGES", "count_images", "image_of", "takes_images", "with_images_for"]

MOST_IMAGES = 16
"""Of one request, earlier messages included."""


def takes_images(model: CatalogModel) -> bool:
    """Whether its provider says that it takes images."""
    return Capability.IMAGES in model.capabilities


def image_of(attachment: Attachment) -> ChatImage:
    """The image that a stored attachment is, without its bytes."""
    return ChatImage(attachment.url, attachment.type, attachment.sha256)


def count_images(turns: Iterable[ChatTurn]) -> int:
    """How many images all of `turns` have."""
    return sum(len(turn.images) for turn in turns)


def with_images_for(model: CatalogModel, newest_first: Sequence[ChatTurn], own: int) -> list[ChatTurn]:
    """The same earlier turns with the images that `model` gets, when the message itself has `own` of them."""
    room = MOST_IMAGES - own if takes_images(model) else 0
    fitted: list[ChatTurn] = []
    for turn in newest_first:
        kept = turn.images[:room]
        room -= len(kept)
        fitted.append(turn if kept == turn.images else replace(turn, images=kept))
    return fitted
