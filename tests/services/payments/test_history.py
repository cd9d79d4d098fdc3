"""A8, in part: the payments of a user, newest first."""

import pytest

from services.errors import NotFoundError


async def test_payments_are_paged_newest_first_and_only_ones_own(shop, viewer):
    bought = [(await shop.buy(viewer)).payment.id for _ in range(5)]
    await shop.buy(shop.someone())
    newest_first = bought[::-1]
    first = await shop.payments.history(viewer, shop.page(2))
    assert ([row.id for row in first.rows], first.has_next) == (newest_first[:2], True)
    await shop.buy(viewer)
    second = await shop.payments.history(viewer, shop.page(3, after=newest_first[1]))
    assert ([row.id for row in second.rows], second.has_next) == (newest_first[2:], False)
    assert (await shop.payments.history(viewer, shop.page(3, after="pay_0"))).rows == []


async def test_one_payment_is_shown_to_its_owner(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    assert await shop.payments.payment(viewer, payment.id) == payment
    with pytest.raises(NotFoundError):
        await shop.payments.payment(shop.someone(), payment.id)
