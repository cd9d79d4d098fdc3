"""Structured logs: one line an event, for people in development and JSON elsewhere, with no secret in them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from settings import Environment, Settings

__all__ = ["configure_logs", "redact"]

REDACTED = "[redacted]"

_SECRET_NAME = re.compile(r"secret|password|authorization|cookie|credential|api_?key|(^|_)token$|_hash$", re.IGNORECASE)
_SECRET_VALUE = re.compile(
    r"\b(?:sk|rk|pk)_(?:live|test)_\w+"  # Stripe's keys
    r"|\bwhsec_\w+"
    r"|\b(?:pi|seti)_\w+_secret_\w+"  # what a client pays with
    r"|\brt_ses_\w+(?:\.|%2[Ee])[\w-]+"  # our refresh tokens
    r"|\b(?:lnk|tiv)_[0-9a-z]{26}(?:\.|%2[Ee])[\w-]+"  # what links in mails carry
    r"|\btk_live_[0-9a-z]{12}_[\w-]+"  # our API keys
    r"|\bsk-[\w-]{8,}|\bhf_\w{8,}"  # providers' keys
    r"|\bey[\w-]{8,}\.[\w-]+\.[\w-]+"  # JSON web tokens
    r"|(?<=Bearer )\S+"
    r"|(?<=://)[^/\s@]+(?=@)"  # user and password of an address
)
_DEEPEST = 4
_QUIET = {"stripe": logging.WARNING, "httpx": logging.WARNING, "pymongo": logging.WARNING, "asyncio": logging.WARNING}


def configure_logs(settings: Settings) -> None:
    """Send everything that this process logs, by structlog or by `logging`, to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_final(settings)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace what must not be logged: values of secret names, and what looks like a key, a token or a password."""
    # `color_message` is uvicorn's second copy of its message.
    return {name: _redacted(name, value) for name, value in event.items() if name != "color_message"}


def _final(settings: Settings) -> list[Processor]:
    if settings.environment is Environment.DEVELOPMENT:
        return [
            structlog.processors.format_exc_info,
            redact,
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ]
    return [structlog.processors.format_exc_info, redact, structlog.processors.JSONRenderer(default=str)]


def _redacted(name: str, value: Any, depth: int = 0) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value  # a count of tokens is not a token
    if _SECRET_NAME.search(name):
        return REDACTED
    if depth < _DEEPEST and isinstance(value, dict):
        return {key: _redacted(str(key), item, depth + 1) for key, item in value.items()}
    if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [_redacted("", item, depth + 1) for item in value]
    return _SECRET_VALUE.sub(REDACTED, value if isinstance(value, str) else str(value))
