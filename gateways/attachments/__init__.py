"""Fetches files that strangers name by their address, without letting them reach anything but the public internet."""

from gateways.attachments.errors import AttachmentError
from gateways.attachments.fetcher import AttachmentFetcher, FetchedImage
from gateways.attachments.image_types import IMAGE_TYPES, image_type_of
from gateways.attachments.memory import ImageMemory, ImageMemoryFullError, MemoryShare
from gateways.attachments.urls import MOST_URL_CHARACTERS, AttachmentUrl, UrlRules

__all__ = [
    "IMAGE_TYPES",
    "MOST_URL_CHARACTERS",
    "AttachmentError",
    "AttachmentFetcher",
    "AttachmentUrl",
    "FetchedImage",
    "ImageMemory",
    "ImageMemoryFullError",
    "MemoryShare",
    "UrlRules",
    "image_type_of",
]
