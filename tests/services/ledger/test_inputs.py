"""What callers may hand over in a form that MongoDB does not keep."""

from datetime import datetime, timedelta

import pytest

from services.ledger import GrantSource, Ledger
from services.ledger.commands import GrantTokens, HoldTokens, Revoke, Settle, Spend
from services.ledger.errors import AmountOutOfRangeError, InsufficientTokensError
from services.ledger.rules import Transition, apply
from services.ledger.state import EMPTY
from tests.support.clock import MovableClock

NOW = MovableClock().now
LATER = NOW + timedelta(hours=1)


async def test_an_expiry_between_two_milliseconds_is_the_same_for_the_server_that_stored_it_and_for_others(
    ledger, database, wallet, clock
):
    expiry = clock.now + timedelta(minutes=1)
    await ledger.grant(wallet, "g", source=GrantSource.PROMO, amount=5, expires_at=expiry + timedelta(microseconds=999))
    clock.now = expiry
    assert (await ledger.balance(wallet)).available == 0
    with pytest.raises(InsufficientTokensError):
        await ledger.spend(wallet, "s", amount=5)
    other = Ledger(database, clock)
    other.start()
    with pytest.raises(InsufficientTokensError):
        await other.spend(wallet, "s", amount=5)
    await other.stop()


async def test_a_hold_keeps_its_expiry_in_milliseconds(ledger, wallet, clock):
    expiry = clock.now + timedelta(minutes=1)
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=5)
    held = await ledger.hold(wallet, "h", hold_id="h", amount=5, expires_at=expiry + timedelta(microseconds=5))
    again = await ledger.hold(wallet, "h", hold_id="h", amount=5, expires_at=expiry)
    assert (held.hold["expires_at"], again.replayed, again.hold) == (expiry, True, held.hold)
    later = expiry + timedelta(minutes=1)
    renewed = await ledger.renew(wallet, "h", expires_at=later + timedelta(microseconds=5))
    assert (await ledger.renew(wallet, "h", expires_at=later)).entry_id == renewed.entry_id


async def test_a_moment_without_a_zone_is_utc_and_spoils_no_wallet(ledger, wallet, clock):
    naive = datetime.fromisoformat((clock.now + timedelta(minutes=1)).isoformat().removesuffix("+00:00"))
    await ledger.grant(wallet, "g", source=GrantSource.PROMO, amount=5, expires_at=naive)
    assert (await ledger.spend(wallet, "s", amount=5)).balance.available == 0


@pytest.mark.parametrize("amount", [1.5, 1.0, 0.0, float("nan"), True, False])
@pytest.mark.parametrize(
    "command",
    [
        lambda amount: GrantTokens(GrantSource.ADMIN, amount),
        Spend,
        lambda amount: HoldTokens("h", amount, LATER),
        lambda amount: Settle("open", amount),
        lambda amount: Revoke("r", amount),
    ],
)
def test_an_amount_that_is_no_whole_number_is_refused(command, amount):
    """It would be stored as another number than the one that the rules counted with."""
    state = EMPTY
    for seq, before in enumerate((GrantTokens(GrantSource.WELCOME, 10), HoldTokens("open", 5, LATER)), start=1):
        transition = apply(state, before, NOW, seq)
        assert isinstance(transition, Transition)
        state = transition.state
    assert isinstance(apply(state, command(amount), NOW, 3), AmountOutOfRangeError)
