import pytest

from server.rate_limit_store import store_kind
from settings import Settings


@pytest.mark.parametrize(
    ("changed", "workers", "kind"),
    [
        ({}, 1, "memory"),
        ({}, 2, "mongodb"),
        ({"environment": "staging", "jwt_secret": "s" * 32}, 1, "mongodb"),
        ({"redis_uri": "redis://127.0.0.1"}, 1, "redis"),
        ({"redis_uri": "redis://127.0.0.1", "rate_limit_store": "mongodb"}, 1, "mongodb"),
        ({"rate_limit_store": "memory"}, 4, "memory"),
    ],
)
def test_where_it_is_counted_when_nothing_is_said(changed: dict[str, object], workers: int, kind: str) -> None:
    assert store_kind(Settings(**changed), workers=workers) == kind
