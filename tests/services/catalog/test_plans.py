"""A12: plans are data, and a plan that cannot be offered is an error that names it."""

import json

import pytest

from models.subscription import PlanInterval
from services.catalog.errors import CatalogError, PlanNotFoundError
from services.catalog.plans import load_plans
from services.errors import InvalidInputError
from services.money import Money
from settings import Settings

FREE = {"id": "free", "name": "Free", "tokens_per_month": 10_000, "requests_per_day": 50, "max_tokens_per_request": 10}
PRICE = {"currency": "CNY", "interval": "month", "amount": 4900}
PRO = {"id": "pro", "name": "Pro", "tokens_per_month": 5, "max_tokens_per_request": 10, "prices": [PRICE]}


def problems_of(tmp_path, *plans, document=None):
    file = tmp_path / "plans.json"
    file.write_text(json.dumps(document if document is not None else {"plans": list(plans)}), "utf-8")
    with pytest.raises(CatalogError) as raised:
        load_plans(file)
    return raised.value.problems


def test_the_built_in_plans_are_free_pro_and_enterprise():
    catalog = load_plans()
    assert [plan.id for plan in catalog.offered()] == ["free", "pro", "enterprise"]
    free = catalog.free
    assert (free.limits.requests_per_day, free.limits.tokens_per_month, free.prices) == (50, 10_000, ())
    assert (free.limits.premium_models, free.limits.priority) == (False, 0)
    pro = catalog.plan("pro").price_in(None, PlanInterval.MONTH)
    assert pro is not None
    assert pro.price == Money(4900, "CNY")


def test_a_year_gives_twelve_months_of_tokens():
    pro = load_plans().plan("pro")
    assert (pro.tokens_of(PlanInterval.MONTH), pro.tokens_of(PlanInterval.YEAR)) == (1_000_000, 12_000_000)


def test_a_price_is_named_by_all_that_is_agreed_on():
    pro = load_plans().plan("pro")
    assert [pro.lookup_key(price) for price in pro.prices[:2]] == [
        "tokentill:pro:CNY:month:4900:1000000",
        "tokentill:pro:CNY:year:49000:12000000",
    ]


def test_plans_can_be_asked_for_in_one_currency(tmp_path):
    file = tmp_path / "plans.json"
    file.write_text(json.dumps({"plans": [FREE, PRO]}), "utf-8")
    catalog = load_plans(file)
    assert [plan.id for plan in catalog.offered("CNY")] == ["free", "pro"]
    assert [plan.id for plan in catalog.offered("USD")] == ["free"]
    with pytest.raises(InvalidInputError):
        catalog.offered("yuan")
    with pytest.raises(PlanNotFoundError):
        catalog.plan("gold")


def test_every_problem_of_every_plan_is_named_at_once(tmp_path):
    plans = [
        {**FREE, "prices": [PRICE], "requests_per_day": 0},
        {**PRO, "prices": [], "colour": "red"},
        {**PRO, "name": " ", "tokens_per_month": 1.5, "premium_models": "yes"},
        7,
    ]
    assert problems_of(tmp_path, *plans) == [
        "PLANS_FILE: plan 'free': requests_per_day must be a whole number from 1 to 1,000,000,000",
        "PLANS_FILE: plan 'free': is free, so it cannot have a price",
        "PLANS_FILE: plan 'pro': unknown field 'colour'",
        "PLANS_FILE: plan 'pro': has no price, so nobody can subscribe to it",
        "PLANS_FILE: plan 'pro': name must be a printable text of 1 to 60 characters",
        "PLANS_FILE: plan 'pro': tokens_per_month must be a whole number from 1 to 100,000,000,000,000",
        "PLANS_FILE: plan 'pro': premium_models must be true or false",
        "PLANS_FILE: plan number 4: must be an object",
        "PLANS_FILE: plan 'pro': 2 plans have this id",
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"amount": 1}, "amount in USD must be a whole number of minor units from 50 to 99,999,999"),
        ({"amount": True}, "amount in USD must be a whole number of minor units from 50 to 99,999,999"),
        ({"currency": "usd"}, "unknown currency 'usd'; an ISO 4217 code in upper case is needed"),
        ({"currency": "BGN"}, "cards, by which subscriptions are paid, do not take BGN"),
        ({"interval": "week"}, "interval must be month or year"),
        ({"tokens": 1}, "unknown field 'tokens' in a price"),
    ],
)
def test_a_price_that_cannot_be_charged_is_named(tmp_path, change, problem):
    price = {"currency": "USD", "interval": "month", "amount": 700} | change
    assert problems_of(tmp_path, FREE, {**PRO, "prices": [price]}) == [f"PLANS_FILE: plan 'pro': {problem}"]


def test_a_plan_has_one_price_for_a_currency_and_interval(tmp_path):
    assert problems_of(tmp_path, FREE, {**PRO, "prices": [PRICE, PRICE]}) == [
        "PLANS_FILE: plan 'pro': has 2 prices in CNY by the month"
    ]


def test_there_must_be_a_free_plan(tmp_path):
    assert problems_of(tmp_path, PRO) == [
        "PLANS_FILE: plan 'free': is missing; it is the plan of everybody who has no other"
    ]
    assert problems_of(tmp_path, document=[]) == [
        'PLANS_FILE: the file must be {"plans": [...]} with at least the plan "free"'
    ]


def test_a_file_that_cannot_be_read_is_named_with_its_setting(tmp_path):
    with pytest.raises(CatalogError) as raised:
        load_plans(tmp_path / "none.json")
    assert raised.value.problems[0].startswith("PLANS_FILE: ")
    assert Settings(plans_file=tmp_path).plans_file == tmp_path
