"""A14: saved cards stay at the gateway; consent stays here."""

import pytest

from models.card_setup import CardSetup
from models.ids import new_id
from services.errors import InvalidInputError, NotFoundError
from services.saved_cards.consent import CONSENT_VERSION
from services.saved_cards.errors import ConsentRequiredError, SavedCardsUnavailableError


async def test_a_card_is_saved_shown_and_removed(shop):
    viewer = await shop.member()
    assert await shop.saved_cards.cards(viewer) == []

    first, second = await shop.save_card(viewer), await shop.save_card(viewer, "pm_card_mastercard")
    assert [(card.reference, card.last4) for card in await shop.saved_cards.cards(viewer)] == [
        (second, "4444"), (first, "4242"),
    ]  # fmt: skip
    await shop.saved_cards.remove(viewer, first)
    assert [card.reference for card in await shop.saved_cards.cards(viewer)] == [second]
    with pytest.raises(NotFoundError):
        await shop.saved_cards.remove(viewer, first)


async def test_consent_is_recorded_once(shop):
    viewer, key = await shop.member(), new_id("key")
    before = shop.clock()

    started = await shop.saved_cards.start_setup(viewer, key, consent=True)
    assert await shop.saved_cards.start_setup(viewer, key, consent=True) == started
    [setup] = await CardSetup.find({"user_id": viewer.user_id}).to_list()
    assert (setup.client_key, setup.consent_version) == (key, CONSENT_VERSION)
    assert abs((setup.consent_at - before).total_seconds()) < 60


@pytest.mark.parametrize(
    ("key", "consent", "refusal"),
    [("key", False, ConsentRequiredError), ("", True, InvalidInputError), ("a b", True, InvalidInputError)],
)
async def test_without_consent_or_a_key_nothing_is_begun(shop, key, consent, refusal):
    viewer = await shop.member()
    with pytest.raises(refusal):
        await shop.saved_cards.start_setup(viewer, key, consent=consent)
    assert await CardSetup.find({"user_id": viewer.user_id}).count() == 0
    assert await shop.customers.known(viewer.user_id, shop.gateway) is None


async def test_a_card_of_somebody_else_is_not_found(shop):
    owner, other = await shop.member(), await shop.member()
    card = await shop.save_card(owner)
    await shop.save_card(other)

    for wrong in (card, "pm_none", "", "pm_" + "x" * 300):
        with pytest.raises(NotFoundError):
            await shop.saved_cards.remove(other, wrong)
    assert [each.reference for each in await shop.saved_cards.cards(owner)] == [card]


async def test_while_stripe_is_down_the_caller_may_try_again(shop):
    viewer, key = await shop.member(), new_id("key")
    await shop.control("/faults", path="/v1/", status=500, times=100)

    with pytest.raises(SavedCardsUnavailableError):
        await shop.saved_cards.start_setup(viewer, key, consent=True)
    await shop.clear_faults()
    await shop.saved_cards.start_setup(viewer, key, consent=True)
    assert await CardSetup.find({"user_id": viewer.user_id}).count() == 1
