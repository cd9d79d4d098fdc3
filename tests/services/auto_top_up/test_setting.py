"""A14: what a user allows, and that they can stop it at any time."""

import asyncio
from dataclasses import replace

import pytest

from models.auto_top_up import AutoTopUpChange, AutoTopUpState
from models.ids import new_id
from services.auto_top_up.errors import AutoTopUpNotSetError
from services.auto_top_up.service import AutoTopUpOrder
from services.catalog.errors import PackageNotFoundError
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.money import Money
from services.payments.errors import CurrencyNotOfferedError
from services.saved_cards.consent import CONSENT_VERSION
from services.saved_cards.errors import ConsentRequiredError


@pytest.fixture
async def viewer(shop):
    return await shop.member()


@pytest.fixture
async def order(shop, viewer):
    return AutoTopUpOrder(
        enabled=True,
        threshold_tokens=5_000,
        package_id="package_100k",
        monthly_cap=Money(3_000, "CNY"),
        saved_card_id=await shop.save_card(viewer),
        consent=True,
    )


async def test_what_was_agreed_to_is_kept(shop, viewer, order):
    assert await shop.auto_top_ups.of(viewer) is None
    row = await shop.auto_top_ups.set(viewer, order, "first")

    assert (row.state, row.terms.threshold_tokens, row.terms.monthly_cap) == (AutoTopUpState.ACTIVE, 5_000, 3_000)
    changed = await shop.auto_top_ups.set(viewer, replace(order, threshold_tokens=7_000), "second")
    assert (changed.id, changed.terms.threshold_tokens) == (row.id, 7_000)
    changes = await AutoTopUpChange.find({"user_id": viewer.user_id}).sort("revision").to_list()
    assert [(each.revision, each.terms.threshold_tokens, each.consent_version) for each in changes] == [
        (1, 5_000, CONSENT_VERSION), (2, 7_000, CONSENT_VERSION),
    ]  # fmt: skip


async def test_an_old_key_that_comes_again_changes_nothing(shop, viewer, order):
    await shop.auto_top_ups.set(viewer, order, "on")
    await shop.auto_top_ups.stop(viewer, "off")

    assert (await shop.auto_top_ups.set(viewer, order, "on")).state is AutoTopUpState.OFF
    with pytest.raises(IdempotencyConflictError):
        await shop.auto_top_ups.set(viewer, replace(order, threshold_tokens=1), "on")
    assert (await shop.auto_top_ups.of(viewer)).terms.threshold_tokens == 5_000


async def test_changes_at_the_same_time_are_all_kept_and_one_is_the_last(shop, viewer, order):
    orders = [replace(order, threshold_tokens=number) for number in range(1, 5)]
    await asyncio.gather(*(shop.auto_top_ups.set(viewer, each, f"key-{each.threshold_tokens}") for each in orders))

    changes = await AutoTopUpChange.find({"user_id": viewer.user_id}).sort("revision").to_list()
    assert [each.revision for each in changes] == [1, 2, 3, 4]
    row = await shop.auto_top_ups.of(viewer)
    assert (row.revision, row.terms.threshold_tokens) == (4, changes[-1].terms.threshold_tokens)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"consent": False}, ConsentRequiredError),
        ({"threshold_tokens": 0}, InvalidInputError),
        ({"threshold_tokens": 2**63}, InvalidInputError),
        ({"package_id": "none"}, PackageNotFoundError),
        ({"monthly_cap": Money(999, "CNY")}, InvalidInputError),
        ({"monthly_cap": Money(2**63, "CNY")}, InvalidInputError),
        ({"monthly_cap": Money(3_000, "USD")}, CurrencyNotOfferedError),
        ({"monthly_cap": Money(3_000, "cny")}, InvalidInputError),
        ({"saved_card_id": "pm_none"}, NotFoundError),
    ],
)
async def test_what_is_refused_is_not_kept(shop, viewer, order, change, refusal):
    with pytest.raises(refusal):
        await shop.auto_top_ups.set(viewer, replace(order, **change), new_id("key"))
    assert await AutoTopUpChange.find({"user_id": viewer.user_id}).count() == 0


async def test_a_card_of_somebody_else_cannot_be_charged(shop, viewer, order):
    other = await shop.member()
    await shop.save_card(other)
    with pytest.raises(NotFoundError):
        await shop.auto_top_ups.set(other, order, "key")


async def test_what_was_never_set_up_cannot_be_stopped(shop):
    with pytest.raises(AutoTopUpNotSetError):
        await shop.auto_top_ups.stop(shop.someone(), "key")


async def test_removing_the_card_ends_it(shop, viewer, order):
    await shop.auto_top_ups.set(viewer, order, "key")
    await shop.auto_top_ups.remove_card(viewer, order.saved_card_id)

    row = await shop.auto_top_ups.of(viewer)
    assert (row.state, row.reason) == (AutoTopUpState.DISABLED, "CARD_REMOVED")
    assert await shop.saved_cards.cards(viewer) == []
