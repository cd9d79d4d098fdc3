"""A1, A10: what a purchase costs, exactly; and what no combination of discounts may do to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.payment import DiscountKind
from services.catalog.package import Package, Price, VolumeTier
from services.money import Money, smallest_step
from services.payments.quote import Discount, PromoTerms, quote

VOLUME, FIRST, PROMO = DiscountKind.VOLUME, DiscountKind.FIRST_PURCHASE, DiscountKind.PROMO
TIERS = (VolumeTier(5, 10), VolumeTier(10, 25))


def package(amount: int, currency: str = "CNY", tokens: int = 1000, tiers: tuple[VolumeTier, ...] = TIERS) -> Package:
    return Package("p", "P", tokens, (Price(Money(amount, currency)),), tiers=tiers)


def offer(sold: Package, quantity: int = 1, **terms):
    return quote(sold, sold.prices[0], quantity, **terms)


def test_one_package_costs_its_price():
    plain = offer(package(3500))
    assert (plain.subtotal, plain.discounts, plain.amount, plain.tokens) == (3500, (), 3500, 1000)
    assert (plain.bonus_tokens, plain.promo_code, plain.first_purchase) == (0, None, False)
    assert plain.total == Money(3500, "CNY")


@pytest.mark.parametrize(("quantity", "amount"), [(1, 999), (4, 3996), (5, 4496), (9, 8092), (10, 7493), (100, 74925)])
def test_all_packages_cost_what_their_tier_says(quantity, amount):
    several = offer(package(999), quantity)
    assert (several.subtotal, several.amount, several.tokens) == (999 * quantity, amount, 1000 * quantity)
    assert [line.kind for line in several.discounts] == ([VOLUME] if quantity >= 5 else [])


@pytest.mark.parametrize(
    ("promo", "discount"),
    [
        (PromoTerms("TEN", percent=10), 349),
        (PromoTerms("LESS", amounts={"CNY": 500, "USD": 70}), 500),
        (PromoTerms("DOLLARS", amounts={"USD": 70}), 0),
        (PromoTerms("MORE", bonus_tokens=77), 0),
    ],
)
def test_a_code_takes_off_a_percentage_or_an_amount_or_adds_tokens(promo, discount):
    coded = offer(package(3499), promo=promo)
    assert coded.discounts == ((Discount(PROMO, discount, promo.code),) if discount else ())
    assert (coded.amount, coded.bonus_tokens) == (3499 - discount, promo.bonus_tokens)
    assert coded.promo_code == (None if promo.code == "DOLLARS" else promo.code)


@pytest.mark.parametrize(
    ("first_percent", "code_percent", "line"),
    [(20, 10, Discount(FIRST, 200)), (10, 20, Discount(PROMO, 200, "C")), (10, 10, Discount(FIRST, 100))],
)
def test_of_first_purchase_and_code_the_larger_one_counts_and_a_code_is_not_used_in_vain(
    first_percent, code_percent, line
):
    both = offer(package(1000), first_purchase_percent=first_percent, promo=PromoTerms("C", percent=code_percent))
    assert both.discounts == (line,)
    assert both.amount == 1000 - line.amount
    assert both.promo_code == line.code
    assert both.first_purchase is (line.kind is FIRST)


def test_a_code_that_adds_tokens_stands_beside_the_first_purchase_discount():
    both = offer(package(1000), first_purchase_percent=15, promo=PromoTerms("C", bonus_tokens=50))
    assert (both.amount, both.tokens, both.bonus_tokens, both.promo_code) == (850, 1000, 50, "C")


def test_the_code_comes_off_what_the_volume_tier_leaves():
    coded = offer(package(1000), 5, promo=PromoTerms("C", percent=50))
    assert coded.discounts == (Discount(VOLUME, 500), Discount(PROMO, 2250, "C"))
    assert coded.amount == 2250


@pytest.mark.parametrize(
    ("currency", "price", "minimum", "promo", "amount"),
    [
        ("USD", 60, 50, PromoTerms("C", percent=50), 50),
        ("USD", 60, 50, PromoTerms("C", amounts={"USD": 10**15}), 50),
        ("USD", 10, 50, PromoTerms("C", percent=50), 10),
        ("CNY", 1000, 1, PromoTerms("C", percent=100), 1),
        ("ISK", 10_000, 1, PromoTerms("C", percent=100), 100),
        ("ISK", 10_000, 1, PromoTerms("C", percent=33), 6_700),
        ("KWD", 1_000, 1, PromoTerms("C", amounts={"KWD": 15}), 990),
    ],
)
def test_a_discount_ends_at_the_smallest_charge_and_keeps_the_steps_of_the_currency(
    currency, price, minimum, promo, amount
):
    coded = offer(package(price, currency), promo=promo, minimum=minimum)
    assert coded.amount == amount
    assert coded.promo_code == ("C" if amount < price else None)


currencies = st.sampled_from(["CNY", "USD", "JPY", "ISK", "KWD"])
percents = st.integers(0, 100)
promos = st.one_of(
    st.none(),
    st.builds(PromoTerms, st.just("C"), percent=st.integers(1, 100)),
    st.builds(PromoTerms, st.just("C"), amounts=st.dictionaries(currencies, st.integers(1, 10**12))),
    st.builds(PromoTerms, st.just("C"), bonus_tokens=st.integers(1, 10**15)),
)


@given(
    currencies,
    st.integers(1, 10**10),
    st.integers(1, 10**15),
    st.integers(1, 1000),
    st.lists(percents, max_size=4),
    percents,
    promos,
    st.integers(1, 20_000),
)
def test_no_combination_makes_money_or_tokens(currency, steps, tokens, quantity, tiers, first, promo, minimum):
    step = smallest_step(currency)
    sold = package(steps * step, currency, tokens, tuple(VolumeTier(2 + n, each) for n, each in enumerate(tiers)))
    offered = offer(sold, quantity, first_purchase_percent=first, promo=promo, minimum=minimum)
    assert offered.subtotal == steps * step * quantity
    assert offered.amount == offered.subtotal - sum(line.amount for line in offered.discounts)
    assert min(minimum, offered.subtotal) <= offered.amount <= offered.subtotal
    assert offered.amount % step == 0
    assert offered.tokens == tokens * quantity
    assert offered.bonus_tokens == (promo.bonus_tokens if promo else 0)
    assert all(line.amount > 0 for line in offered.discounts)
    kinds = [line.kind for line in offered.discounts]
    assert kinds in ([], [VOLUME], [FIRST], [PROMO], [VOLUME, FIRST], [VOLUME, PROMO])
    assert (offered.promo_code is not None) is (PROMO in kinds or offered.bonus_tokens > 0)


@given(currencies, st.integers(1, 10**6), st.integers(1, 99), percents)
def test_a_larger_percentage_never_costs_more(currency, steps, percent, first):
    sold = package(steps * smallest_step(currency), currency, tiers=())
    terms = [PromoTerms("C", percent=each) for each in (percent, percent + 1)]
    less, more = (offer(sold, first_purchase_percent=first, promo=each).amount for each in terms)
    assert more <= less <= offer(sold, first_purchase_percent=first).amount
