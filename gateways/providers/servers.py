"""The servers that speak OpenAI's API and are known here: three by name, and those of CHAT_PROVIDERS."""

from dataclasses import dataclass, field

from settings import Settings

__all__ = ["KnownServer", "known_servers"]

OPENROUTER_URL = "https://openrouter.ai/api/v1"
HUGGINGFACE_URL = "https://router.huggingface.co/v1"
_NO_KEY = "none"
"""A server of one's own often wants no key, and the SDK wants some text."""


@dataclass(frozen=True, slots=True)
class KnownServer:
    """Where it is, and which key the settings have for it."""

    name: str
    base_url: str | None
    """None: OpenAI itself."""
    key: str | None = field(repr=False)
    """None where it needs one and the settings have none: it can be used once an admin adds one."""
    publishes_prices: bool | None = None
    keeps_records: bool = False
    needs_no_key: bool = False
    """Whether `key` only stands for none."""


def known_servers(settings: Settings) -> list[KnownServer]:
    """All of them, in the order that decides between two of one model id."""
    openai_key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    openrouter_key = settings.openrouter_api_key.get_secret_value() if settings.openrouter_api_key else None
    huggingface_key = settings.huggingface_api_key.get_secret_value() if settings.huggingface_api_key else None
    return [
        _server("openai", settings.openai_base_url, openai_key, own=settings.openai_base_url is not None),
        KnownServer("openrouter", OPENROUTER_URL, openrouter_key, publishes_prices=True, keeps_records=True),
        KnownServer("huggingface", HUGGINGFACE_URL, huggingface_key, publishes_prices=True),
        *(
            _server(
                named.name,
                named.base_url,
                named.api_key.get_secret_value() if named.api_key else None,
                own=True,
                publishes_prices=named.publishes_prices,
                keeps_records=named.kind == "openrouter",
            )
            for named in settings.chat_providers
        ),
    ]


def _server(
    name: str,
    base_url: str | None,
    key: str | None,
    *,
    own: bool,
    publishes_prices: bool | None = None,
    keeps_records: bool = False,
) -> KnownServer:
    """One that needs no key where it is the operator's `own`."""
    needs_no_key = own and key is None
    return KnownServer(name, base_url, _NO_KEY if needs_no_key else key, publishes_prices, keeps_records, needs_no_key)
