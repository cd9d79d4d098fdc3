"""A1: the four packages, what follows from their prices, and that a package that cannot be sold stops the start."""

import json

import pytest

from gateways.from_settings import amount_limits_from_settings
from services.catalog.errors import CatalogError, PackageNotFoundError
from services.catalog.package import Package, Price, VolumeTier
from services.catalog.packages import load_catalog
from services.errors import InvalidInputError
from services.money import Money
from settings import Settings

SOLD = {"id": "p", "name": "P", "tokens": 10, "prices": [{"currency": "CNY", "amount": 1000}]}


def load(tmp_path, *packages):
    file = tmp_path / "packages.json"
    file.write_text(json.dumps({"packages": packages}))
    return load_catalog(file)


def problems_of(tmp_path, *packages):
    with pytest.raises(CatalogError) as caught:
        load(tmp_path, *packages)
    return [problem.removeprefix("CATALOG_FILE: ") for problem in caught.value.problems]


def test_the_four_packages():
    rows = [
        (
            package.id,
            package.name,
            package.tokens,
            package.popular,
            package.default,
            package.prices[0].price,
            package.prices[0].list_price,
            package.prices[0].discount_percent,
            package.price_per_million(package.prices[0]),
        )
        for package in load_catalog().on_sale()
    ]
    cny = lambda amount: Money(amount, "CNY")  # noqa: E731 - keeps the table below readable
    assert rows == [
        ("package_100k", "Basic", 100_000, False, False, cny(1000), None, None, cny(10_000)),
        ("package_500k", "Popular", 500_000, True, True, cny(3500), cny(5000), 30, cny(7000)),
        ("package_1m", "Pro", 1_000_000, False, False, cny(5500), cny(10_000), 45, cny(5500)),
        ("package_10m", "Enterprise", 10_000_000, False, False, cny(28_000), cny(100_000), 72, cny(2800)),
    ]


def test_the_cheapest_and_the_dearest_packages_that_stripe_charges_are_sold(tmp_path):
    limits = [("USD", 50), ("HUF", 17_500), ("CNY", 99_999_999), ("IDR", 999_999_999_999), ("COP", 9_999_999_999)]
    prices = [{"currency": currency, "amount": amount} for currency, amount in limits]
    sold = load(tmp_path, {**SOLD, "tokens": 10**15, "prices": prices}).package("p")
    assert [(price.price.currency, price.price.amount) for price in sold.prices] == limits
    assert sold.tokens == 10**15


def test_discount_is_rounded_down_and_unit_price_to_the_nearest():
    price = Price(Money(667, "USD"), Money(1000, "USD"))
    assert price.discount_percent == 33
    package = Package("p", "P", 3_000_000, (price,))
    assert package.price_per_million(price) == Money(222, "USD")
    assert package.price_per_million(Price(Money(668, "USD"))) == Money(223, "USD")
    assert Package("p", "P", 2_000_000, (price,)).price_per_million(Price(Money(3, "USD"))) == Money(2, "USD")


def test_prices_in_several_currencies(tmp_path):
    both = {**SOLD, "id": "both", "prices": [*SOLD["prices"], {"currency": "USD", "amount": 150}]}
    catalog = load(tmp_path, SOLD, both)
    assert [package.id for package in catalog.on_sale()] == ["p", "both"]
    assert [package.id for package in catalog.on_sale("USD")] == ["both"]
    assert catalog.package("both").price_in("USD") == Price(Money(150, "USD"))
    assert catalog.package("both").price_in(None) == Price(Money(1000, "CNY"))
    assert catalog.package("p").price_in("USD") is None
    assert catalog.on_sale("EUR") == []


def test_volume_tiers(tmp_path):
    tiers = [{"quantity": 3, "discount_percent": 5}, {"quantity": 10, "discount_percent": 20}]
    package = load(tmp_path, {**SOLD, "tiers": tiers}).package("p")
    assert package.tiers == (VolumeTier(3, 5), VolumeTier(10, 20))
    assert [package.volume_percent(quantity) for quantity in (1, 2, 3, 9, 10, 100)] == [0, 0, 5, 5, 20, 20]
    assert load_catalog().package("package_1m").volume_percent(100) == 0


@pytest.mark.parametrize("currency", ["cny", "XXX", "", "CNY ", "\ud800"])
def test_an_unknown_currency_is_refused(currency):
    with pytest.raises(InvalidInputError):
        load_catalog().on_sale(currency)


@pytest.mark.parametrize("package_id", ["", "package_2", "PACKAGE_1M", "\x00", "\ud800", '{"$gt": ""}'])
def test_an_unknown_package_is_refused(package_id):
    with pytest.raises(PackageNotFoundError) as caught:
        load_catalog().package(package_id)
    assert (caught.value.code, caught.value.retryable) == ("PACKAGE_NOT_FOUND", False)


def test_every_problem_is_told_at_once_with_the_name_of_its_package(tmp_path):
    problems = problems_of(
        tmp_path,
        {**SOLD, "id": "no_price", "prices": []},
        {**SOLD, "id": "free", "prices": [{"currency": "CNY", "amount": 0}]},
        {**SOLD, "id": "odd", "prices": [{"currency": "ZZZ", "amount": 1}]},
        {**SOLD, "id": "empty", "tokens": 0, "default": True},
        {**SOLD, "id": "dear", "prices": [{"currency": "CNY", "amount": 10, "list_amount": 10}], "default": True},
        SOLD,
        SOLD,
    )
    assert problems == [
        "package 'no_price': has no price, so it cannot be sold",
        "package 'free': amount in CNY must be a whole number of minor units from 1 to 99,999,999",
        "package 'odd': unknown currency 'ZZZ'; an ISO 4217 code in upper case is needed",
        "package 'empty': tokens must be a whole number from 1 to 1,000,000,000,000,000",
        "package 'dear': list_amount 10 in CNY must be above the amount 10",
        "package 'p': 2 packages have this id",
        "packages 'empty', 'dear': only one package can be the default",
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "No Good"}, "package 'No Good': id must be"),
        ({"id": 5}, "package number 1: id must be"),
        ({"name": " "}, "package 'p': name must be"),
        ({"name": "a\nb"}, "package 'p': name must be"),
        ({"tokens": 10**15 + 1}, "package 'p': tokens must be a whole number from 1 to 1,000,000,000,000,000"),
        ({"tokens": 2**63}, "package 'p': tokens must be"),
        ({"tokens": 1.5}, "package 'p': tokens must be"),
        ({"tokens": True}, "package 'p': tokens must be"),
        ({"tokens": "10"}, "package 'p': tokens must be"),
        ({"popular": 1}, "package 'p': popular must be"),
        ({"discount": 30}, "package 'p': unknown field 'discount'"),
        ({"prices": [7]}, "package 'p': each price must be an object"),
        ({"prices": [{"currency": "CNY", "amount": -1}]}, "package 'p': amount in CNY must be"),
        ({"prices": [{"currency": "CNY", "amount": 10.0}]}, "package 'p': amount in CNY must be"),
        ({"prices": [{"currency": "KWD", "amount": 1255}]}, "package 'p': amount in KWD must be a multiple of 10"),
        (
            {"prices": [{"currency": "USD", "amount": 49}]},
            "package 'p': amount in USD must be a whole number of minor units from 50 to 99,999,999",
        ),
        ({"prices": [{"currency": "JPY", "amount": 10**8}]}, "package 'p': amount in JPY must be"),
        ({"prices": [{"currency": "INR", "amount": 10**9}]}, "package 'p': amount in INR must be"),
        ({"prices": [{"currency": "BGN", "amount": 1000}]}, "package 'p': no payment method takes BGN"),
        ({"prices": [{"currency": "CNY", "amount": 5}] * 2}, "package 'p': has 2 prices in CNY"),
        ({"prices": [{"currency": "CNY", "amount": 5, "x": 1}]}, "package 'p': unknown field 'x' in a price"),
        ({"tiers": {}}, "package 'p': tiers must be a list of at most 10"),
        ({"tiers": [{"quantity": 2, "discount_percent": 5}] * 11}, "package 'p': tiers must be a list of at most 10"),
        (
            {"tiers": [{"quantity": 1, "discount_percent": 5}]},
            "package 'p': each tier needs a quantity from 2 to 1,000",
        ),
        ({"tiers": [{"quantity": 2}]}, "package 'p': each tier needs a quantity"),
        ({"tiers": [{"quantity": 2, "discount_percent": 91}]}, "package 'p': each tier needs a discount_percent"),
        (
            {"tiers": [{"quantity": 2, "discount_percent": 5}, {"quantity": 3, "discount_percent": 5}]},
            "package 'p': each tier needs a discount_percent",
        ),
    ],
)
def test_a_package_that_cannot_be_sold_is_named(tmp_path, change, problem):
    problems = problems_of(tmp_path, {**SOLD, **change})
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_a_price_is_judged_by_the_gateway_that_would_serve_it(tmp_path):
    """50 paise are enough for Stripe; Razorpay takes a rupee at least, and no dollars."""
    limits = amount_limits_from_settings(Settings(payment_gateways="INR=razorpay,pro/INR=stripe,big/USD=razorpay"))
    file = tmp_path / "packages.json"
    rows = [{**SOLD, "id": name, "prices": [{"currency": "INR", "amount": 50}]} for name in ("small", "pro")]
    rows.append({**SOLD, "id": "big", "prices": [{"currency": "USD", "amount": 100}]})
    file.write_text(json.dumps({"packages": rows}))
    with pytest.raises(CatalogError) as caught:
        load_catalog(file, limits)
    assert caught.value.problems == [
        "CATALOG_FILE: package 'small': amount in INR must be a whole number of minor units from 100 to 999,999,999",
        "CATALOG_FILE: package 'big': no payment method takes USD",
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"packages": {}}', '{"packages": []}', "[" * 100_000, "\x80"])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path, text):
    file = tmp_path / "packages.json"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(CatalogError):
        load_catalog(file)


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path):
    with pytest.raises(CatalogError, match="cannot be read"):
        load_catalog(tmp_path / "none.json")
    file = tmp_path / "packages.json"
    file.write_bytes(b" " * 1_048_577)
    with pytest.raises(CatalogError, match="larger than"):
        load_catalog(file)
