"""The audit crosses the rates of charges with what is on record of their price versions (C8)."""

from datetime import timedelta

import pytest
from bson.int64 import Int64
from hypothesis import given
from hypothesis import strategies as st

from models.ids import new_id
from services.catalog.price_basis import BASIS_KINDS, Basis, PriceBasis, rates_of
from services.catalog.rates import Rates
from services.ledger import UsageRecord
from services.ledger.audit.prices import follows

BY_COST = PriceBasis(
    Basis.COST, {"input": "0.000003", "output": "1.51E-5", "reasoning": "0"}, 1_300, wallet_token_nanodollars=1_000
)


def stored(value):
    if isinstance(value, dict):
        return {name: stored(item) for name, item in value.items()}
    return Int64(value) if isinstance(value, int) else value


@pytest.fixture
async def charged(books, ledger, wallet, clock):
    """The sound ledger and, as entries 14 and 15, a charge by cost, whose price version is on record."""
    rates = rates_of(BY_COST)
    await books.database["price_versions"].delete_many({})
    row = {"_id": BY_COST.version, "basis": stored(BY_COST.to_document()), "rates": stored(rates.as_mapping())}
    await books.database["price_versions"].insert_one(row | {"created_at": clock.now})
    usage = UsageRecord(
        kind="chat",
        model="m",
        input_tokens=10,
        reasoning_tokens=1,
        price_version=BY_COST.version,
        rates=rates.as_mapping(),
    )
    hold = new_id("hold")
    await ledger.hold(wallet, "chat:priced", hold_id=hold, amount=100, expires_at=clock.now + timedelta(hours=1))
    await ledger.settle(wallet, hold, amount=59, usage=usage)  # 10 x 3.9 + 19.63, rounded up
    yield books
    await books.database["price_versions"].delete_many({})


async def change(books, changes):
    await books.database.command(
        "update",
        "price_versions",
        updates=[{"q": {"_id": BY_COST.version}, "u": {"$set": changes}}],
        bypassDocumentValidation=True,
    )


async def test_a_charge_whose_rates_follow_is_clean(charged):
    assert await charged.rules() == set()


async def test_a_charge_without_a_record_of_its_price_is_named(charged):
    await charged.database["price_versions"].delete_many({})
    assert await charged.rules() == {(15, "price")}


@pytest.mark.parametrize(
    "changes",
    [
        {"rates.input": Int64(3_900_001)},
        {"basis.per_mille": Int64(1_301)},
        {"basis.prices.output": "0.0000152"},
        {"basis.wallet_token_nanodollars": Int64(0)},
        {"basis.basis": "gift"},
        {"basis": None},
    ],
)
async def test_a_record_from_which_the_rates_do_not_follow_is_named(charged, changes):
    await change(charged, changes)
    assert await charged.rules() == {(15, "price")}


DECIMALS = st.decimals(0, 1, places=14).map(str)
RATES = st.integers(0, 10**12)
BASES = st.one_of(
    st.builds(
        PriceBasis,
        st.just(Basis.COST),
        st.dictionaries(st.sampled_from(BASIS_KINDS), DECIMALS),
        st.integers(1, 10**6),
        st.integers(1, 10**12),
    ),
    st.builds(PriceBasis, st.just(Basis.TOKENS), per_mille=st.integers(1, 10**6)),
    st.just(PriceBasis(Basis.FREE)),
    st.builds(
        PriceBasis,
        st.sampled_from([Basis.ADMIN, Basis.DEFAULT_RATE]),
        rates=st.builds(Rates, RATES, RATES, RATES, RATES, RATES, RATES),
    ),
)


@given(BASES, st.sampled_from(BASIS_KINDS))
def test_the_audits_arithmetic_and_the_catalogues_agree(basis, kind):
    rates = rates_of(basis).as_mapping()
    assert follows(basis.to_document(), rates)
    assert not follows(basis.to_document(), rates | {kind: rates[kind] + 1})


@pytest.mark.parametrize(
    "basis",
    [
        {},
        {"basis": "cost", "prices": {"input": "1"}, "per_mille": 1, "wallet_token_nanodollars": 0},
        {"basis": "cost", "prices": {"input": "1e999999999"}, "per_mille": 1, "wallet_token_nanodollars": 1},
        {"basis": "cost", "prices": {"input": "nan"}, "per_mille": 1, "wallet_token_nanodollars": 1},
        {"basis": "cost", "prices": {"input": "one"}, "per_mille": 1, "wallet_token_nanodollars": 1},
        {"basis": "cost", "prices": None, "per_mille": 1, "wallet_token_nanodollars": 1},
    ],
)
def test_nothing_follows_from_a_record_that_makes_no_sense(basis):
    assert not follows(basis, rates_of(BY_COST).as_mapping())
