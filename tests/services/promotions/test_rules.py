"""A10: whether a code may be used, at the edges of its window, caps and minimum; and what a code may be called."""

from datetime import UTC, datetime, timedelta

import pytest

from models.promo_code import PromoCode, PromoKind
from services.money import Money
from services.promotions.definition import normal_code
from services.promotions.errors import (
    PromoCodeAlreadyUsedError,
    PromoCodeBelowMinimumError,
    PromoCodeExpiredError,
    PromoCodeNotForCurrencyError,
    PromoCodeNotForPackageError,
    PromoCodeUnknownError,
    PromoCodeUsedUpError,
)
from services.promotions.rules import Occasion, refusal

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


def code(**fields) -> PromoCode:
    basics = {"code": "C", "kind": PromoKind.PERCENT, "percent": 5, "created_at": NOW, "updated_at": NOW}
    return PromoCode.model_construct(**{**PromoCode.model_construct().model_dump(), **basics, **fields})


def test_no_refusal_of_a_code_invites_to_repeat_the_call():
    """Also not that of a used-up one, which somebody else's unpaid payment may give back within a day."""
    refused = [PromoCodeUnknownError(), PromoCodeExpiredError(), PromoCodeUsedUpError(), PromoCodeAlreadyUsedError()]
    assert [error.retryable for error in refused] == [False] * 4


def judged(promo: PromoCode | None, uses: int = 0) -> type | None:
    refused = refusal(promo, Occasion("p", Money(1000, "CNY"), NOW, uses))
    return None if refused is None else type(refused)


@pytest.mark.parametrize(
    ("fields", "uses", "expected"),
    [
        ({}, 0, None),
        ({"active": False}, 0, PromoCodeUnknownError),
        ({"starts_at": NOW}, 0, None),
        ({"starts_at": NOW + MOMENT}, 0, PromoCodeUnknownError),
        ({"ends_at": NOW + MOMENT}, 0, None),
        ({"ends_at": NOW}, 0, PromoCodeExpiredError),
        ({"total_cap": 3, "redeemed": 2}, 0, None),
        ({"total_cap": 3, "redeemed": 3}, 0, PromoCodeUsedUpError),
        ({"total_cap": 3, "redeemed": 4}, 0, PromoCodeUsedUpError),
        ({}, 1, PromoCodeAlreadyUsedError),
        ({"per_user_cap": 2}, 1, None),
        ({"per_user_cap": None}, 1_000, None),
        ({"package_ids": ["p", "q"]}, 0, None),
        ({"package_ids": ["q"]}, 0, PromoCodeNotForPackageError),
        ({"amounts": {"CNY": 5}}, 0, None),
        ({"amounts": {"USD": 5}}, 0, PromoCodeNotForCurrencyError),
        ({"minimum_amounts": {"CNY": 1000}}, 0, None),
        ({"minimum_amounts": {"CNY": 1001}}, 0, PromoCodeBelowMinimumError),
        ({"minimum_amounts": {"USD": 1}}, 0, PromoCodeNotForCurrencyError),
        ({"active": False, "ends_at": NOW, "total_cap": 1, "redeemed": 1}, 1, PromoCodeUnknownError),
    ],
)
def test_a_code_is_judged_by_its_limits(fields, uses, expected):
    assert judged(code(**fields), uses) is expected


def test_no_code_is_an_unknown_one():
    assert judged(None) is PromoCodeUnknownError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" spring-26 ", "SPRING-26"),
        ("ABC", "ABC"),
        ("A" * 32, "A" * 32),
        ("A" * 33, None),
        ("AB", None),
        ("-AB", None),
        ("A B", None),
        ("ÄBC", None),
        ("ßß", None),
        ("\u0131\u0131\u0131", None),
        ("ABC\n", "ABC"),
        (" " * 200 + "ABC", None),
    ],
)
def test_a_code_is_written_in_one_way(text, name):
    assert normal_code(text) == name
