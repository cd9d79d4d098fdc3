"""All pages of a provider's model list.

Servers page in two ways: by a `Link` header with `rel="next"` (RFC 8288; the Hugging Face Hub), or by `has_more` with
`last_id` in the body, which goes back as `after` (OpenAI's lists) or `after_id` (Anthropic's). Most have one page.

The key goes along with every page, so a next page on another host is not followed.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import structlog

from gateways.providers.errors import ProviderError
from gateways.providers.model_list import MOST_MODELS, read_model_list
from gateways.providers.provider import ListedModel

__all__ = ["ListPage", "read_all_pages"]

_log = structlog.get_logger(__name__)

MOST_PAGES = 50
_MOST_LINK_CHARACTERS = 4_000
_NEXT_LINK = re.compile(r"""<([^<>\s]+)>\s*;[^,<]*\brel\s*=\s*"?next\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListPage:
    """An answer: where it was read, its body as JSON, and its `Link` header, empty when there is none."""

    address: str
    body: object
    link: str


async def read_all_pages(get: Callable[[str], Awaitable[ListPage]], first: str) -> list[ListedModel]:
    """The models of all pages from the address `first` on, each id once. Raises what `get` raises, and ProviderError.

    A list is read whole or not at all, up to MOST_PAGES and MOST_MODELS, where it is cut.
    """
    models: dict[str, ListedModel] = {}
    address: str | None = first
    seen: set[str] = set()
    while address is not None and address not in seen:
        if len(seen) == MOST_PAGES or len(models) >= MOST_MODELS:
            _log.warning("model_list_cut", pages=len(seen), models=len(models))
            break
        seen.add(address)
        page = await get(address)
        for model in read_model_list(page.body):
            models.setdefault(model.id, model)
        address = _next(page)
    return list(models.values())[:MOST_MODELS]


def _next(page: ListPage) -> str | None:
    """The address of the page behind this one; None when it is the last."""
    found = _NEXT_LINK.search(page.link[:_MOST_LINK_CHARACTERS])
    if found:
        address: str = urljoin(page.address, found[1])
        if urlsplit(address)[:2] != urlsplit(page.address)[:2]:
            raise ProviderError("PROVIDER_BAD_RESPONSE")
        return address
    body: Mapping[str, Any] = page.body if isinstance(page.body, Mapping) else {}
    last = body.get("last_id")
    if body.get("has_more") is not True or not isinstance(last, str) or not last:
        return None
    parts = urlsplit(page.address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode({'after': last, 'after_id': last})}"
