"""The rules of a wallet, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.fields import INT64_MAXIMUM
from services.ledger.commands import (
    Claim,
    Command,
    Debit,
    Forfeit,
    Freeze,
    GrantTokens,
    HoldTokens,
    Reclaim,
    Release,
    RenewHold,
    Revoke,
    SetAvailable,
    Settle,
    Spend,
    Unfreeze,
)
from services.ledger.errors import LedgerError
from services.ledger.rules import MAXIMUM_OPEN_HOLDS, Transition, apply
from services.ledger.sources import GrantSource
from services.ledger.state import EMPTY, WalletState, balance_at

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


class Wallet:
    """A wallet in memory, driven as the writer drives one."""

    def __init__(self) -> None:
        self.state: WalletState = EMPTY
        self.seq = 0

    def do(self, command: Command, now: datetime = NOW) -> Transition:
        result = apply(self.state, command, now, self.seq + 1)
        assert isinstance(result, Transition), result
        self.state, self.seq = result.state, self.seq + 1
        return result

    def refused(self, command: Command, now: datetime = NOW) -> LedgerError:
        before = self.state
        result = apply(self.state, command, now, self.seq + 1)
        assert isinstance(result, LedgerError)
        assert self.state == before
        return result

    def grant(self, source: GrantSource, amount: int, expires_at: datetime | None = None, reference=None) -> None:
        self.do(GrantTokens(source, amount, expires_at, reference))

    def pockets(self, now: datetime = NOW) -> tuple[int, int, int, int]:
        balance = balance_at(self.state, self.seq, now)
        return balance.free, balance.purchased, balance.held, balance.debt


@pytest.fixture
def wallet() -> Wallet:
    return Wallet()


def moved(transition: Transition) -> list[tuple[str, int, str | None]]:
    return [(change.op.value, change.amount, change.grant) for change in transition.changes]


def test_a_grant_is_available_in_the_pocket_of_its_source(wallet):
    wallet.grant(GrantSource.WELCOME, 100)
    wallet.grant(GrantSource.PURCHASE, 7, reference="pay_1")
    assert wallet.pockets() == (100, 7, 0, 0)
    assert wallet.state.lifetime_purchased == 7


@pytest.mark.parametrize("source", list(GrantSource))
def test_every_source_is_free_or_purchased(wallet, source):
    wallet.grant(source, 5)
    purchased = source.value in {"purchase", "gift", "subscription", "refund"}
    assert wallet.pockets() == ((0, 5, 0, 0) if purchased else (5, 0, 0, 0))


def test_grants_of_one_source_and_expiry_merge(wallet):
    wallet.grant(GrantSource.CLAIM, 5)
    wallet.grant(GrantSource.CLAIM, 6)
    wallet.grant(GrantSource.CLAIM, 7, LATER)
    assert [(grant.id, grant.available, grant.order) for grant in wallet.state.grants] == [("g1", 11, 1), ("g3", 7, 3)]


def test_grants_of_payments_never_merge(wallet):
    wallet.grant(GrantSource.PURCHASE, 5, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 6, reference="pay_2")
    assert [grant.available for grant in wallet.state.grants] == [5, 6]


def test_spending_takes_soonest_expiry_then_free_then_oldest(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="old")
    wallet.grant(GrantSource.PURCHASE, 10, reference="new")
    wallet.grant(GrantSource.WELCOME, 10)
    wallet.grant(GrantSource.SUBSCRIPTION, 10, LATER + timedelta(hours=1), "sub")
    wallet.grant(GrantSource.PROMO, 10, LATER)
    assert moved(wallet.do(Spend(45))) == [
        ("spend", 10, "g5"),
        ("spend", 10, "g4"),
        ("spend", 10, "g3"),
        ("spend", 10, "g1"),
        ("spend", 5, "g2"),
    ]
    assert wallet.pockets() == (0, 5, 0, 0)
    assert wallet.state.lifetime_spent == 45


def test_a_spend_beyond_what_is_available_is_refused_with_the_balance(wallet):
    wallet.grant(GrantSource.WELCOME, 10)
    refusal = wallet.refused(Spend(11))
    assert (refusal.code, refusal.required, refusal.available) == ("INSUFFICIENT_TOKENS", 11, 10)


@pytest.mark.parametrize("amount", [0, -1, 2**63, 2**64])
@pytest.mark.parametrize(
    "command",
    [
        lambda amount: GrantTokens(GrantSource.ADMIN, amount),
        Spend,
        lambda amount: HoldTokens("h", amount, LATER),
        lambda amount: Revoke("r", amount),
        lambda amount: Claim(amount, 60),
    ],
)
def test_amounts_outside_int64_are_refused(wallet, command, amount):
    assert wallet.refused(command(amount)).code == "AMOUNT_OUT_OF_RANGE"


def test_a_total_beyond_int64_is_refused(wallet):
    wallet.grant(GrantSource.ADMIN, INT64_MAXIMUM)
    assert wallet.refused(GrantTokens(GrantSource.WELCOME, 1)).code == "AMOUNT_OUT_OF_RANGE"
    assert wallet.pockets() == (INT64_MAXIMUM, 0, 0, 0)


def test_expired_tokens_are_not_spendable_and_leave_in_the_next_entry(wallet):
    wallet.grant(GrantSource.PROMO, 10, LATER)
    wallet.grant(GrantSource.WELCOME, 4)
    assert wallet.pockets(LATER - timedelta(milliseconds=1)) == (14, 0, 0, 0)
    assert wallet.pockets(LATER) == (4, 0, 0, 0)
    assert wallet.refused(Spend(5), LATER).code == "INSUFFICIENT_TOKENS"
    assert moved(wallet.do(Spend(4), LATER)) == [("expire", 10, "g1"), ("spend", 4, "g2")]


def test_a_grant_that_arrives_expired_expires_at_once(wallet):
    assert moved(wallet.do(GrantTokens(GrantSource.PROMO, 10, NOW))) == [("grant", 10, "g1"), ("expire", 10, "g1")]
    assert wallet.pockets() == (0, 0, 0, 0)


def test_a_claim_is_possible_once_a_period(wallet):
    wallet.do(Claim(5, 3600))
    refusal = wallet.refused(Claim(5, 3600), LATER - timedelta(milliseconds=1))
    assert (refusal.code, refusal.next_claim_at, refusal.seconds_left) == ("CLAIM_TOO_EARLY", LATER, 1)
    wallet.do(Claim(5, 3600), LATER)
    assert wallet.pockets() == (10, 0, 0, 0)


def test_a_hold_reserves_and_a_settle_returns_the_rest(wallet):
    wallet.grant(GrantSource.WELCOME, 10)
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.do(HoldTokens("h", 15, LATER))
    assert wallet.pockets() == (0, 5, 15, 0)
    assert moved(wallet.do(Settle("h", 12))) == [("settle", 10, "g1"), ("settle", 2, "g2"), ("return", 3, "g2")]
    assert wallet.pockets() == (0, 8, 0, 0)
    assert wallet.state.lifetime_spent == 12


def test_a_release_returns_everything(wallet):
    wallet.grant(GrantSource.WELCOME, 10)
    wallet.do(HoldTokens("h", 10, LATER))
    wallet.do(Release("h"))
    assert wallet.pockets() == (10, 0, 0, 0)
    assert wallet.state.lifetime_spent == 0


@pytest.mark.parametrize("again", [Settle("h", 1), Release("h"), RenewHold("h", LATER)])
def test_a_hold_ends_exactly_once(wallet, again):
    wallet.grant(GrantSource.WELCOME, 10)
    wallet.do(HoldTokens("h", 10, LATER))
    wallet.do(Settle("h", 10))
    assert wallet.refused(again).code == "HOLD_ENDED"


def test_a_settle_beyond_the_hold_is_refused(wallet):
    wallet.grant(GrantSource.WELCOME, 20)
    wallet.do(HoldTokens("h", 10, LATER))
    assert wallet.refused(Settle("h", 11)).code == "AMOUNT_OUT_OF_RANGE"
    assert wallet.refused(Settle("h", -1)).code == "AMOUNT_OUT_OF_RANGE"


def test_a_grant_that_expires_while_held_can_be_settled_and_its_rest_expires(wallet):
    wallet.grant(GrantSource.PROMO, 10, LATER)
    wallet.do(HoldTokens("h", 10, LATER + timedelta(hours=1)))
    assert moved(wallet.do(Settle("h", 4), LATER)) == [("settle", 4, "g1"), ("return", 6, "g1"), ("expire", 6, "g1")]
    assert wallet.pockets(LATER) == (0, 0, 0, 0)


def test_a_renewal_never_shortens_a_hold(wallet):
    wallet.grant(GrantSource.WELCOME, 10)
    wallet.do(HoldTokens("h", 10, LATER))
    wallet.do(RenewHold("h", NOW + timedelta(minutes=1)))
    assert wallet.state.holds[0].expires_at == LATER
    wallet.do(RenewHold("h", LATER + timedelta(minutes=1)))
    assert wallet.state.holds[0].expires_at == LATER + timedelta(minutes=1)


def test_open_holds_are_limited(wallet):
    wallet.grant(GrantSource.WELCOME, 1000)
    for number in range(MAXIMUM_OPEN_HOLDS):
        wallet.do(HoldTokens(f"h{number}", 1, LATER))
    assert wallet.refused(HoldTokens("one more", 1, LATER)).code == "TOO_MANY_HOLDS"


def test_a_revocation_takes_its_own_unspent_tokens_first(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_2")
    assert moved(wallet.do(Revoke("pay_2", 10))) == [("revoke", 10, "g2")]
    assert wallet.pockets() == (0, 10, 0, 0)


def test_a_revocation_of_spent_tokens_takes_others_purchased_first_and_owes_the_rest(wallet):
    wallet.grant(GrantSource.WELCOME, 3)
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 4, reference="pay_2")
    wallet.do(Spend(13))
    assert moved(wallet.do(Revoke("pay_1", 10))) == [("revoke", 4, "g3"), ("owe", 6, None)]
    assert wallet.pockets() == (0, 0, 0, 6)


def test_a_reclaim_takes_its_own_unspent_tokens_and_owes_nothing(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 5, reference="pay_2")
    wallet.do(Spend(7))
    wallet.do(Freeze("pay_1"))
    assert moved(wallet.do(Reclaim("pay_1", 10))) == [("revoke", 3, "g1")]
    assert moved(wallet.do(Reclaim("pay_1", 10))) == []
    assert wallet.pockets() == (0, 5, 0, 0)


def test_a_forfeiture_takes_all_that_could_be_spent_and_leaves_what_is_held_or_frozen(wallet):
    wallet.grant(GrantSource.WELCOME, 3)
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 5, reference="pay_2")
    wallet.do(HoldTokens("hold", 4, LATER))
    wallet.do(Freeze("pay_2"))
    assert moved(wallet.do(Forfeit())) == [("revoke", 9, "g2")]
    assert wallet.pockets() == (0, 0, 4, 0)
    assert moved(wallet.do(Release("hold"))) == [("return", 3, "g1"), ("return", 1, "g2")]
    assert moved(wallet.do(Forfeit())) == [("revoke", 3, "g1"), ("revoke", 1, "g2")]
    assert moved(wallet.do(Forfeit())) == []
    wallet.do(Unfreeze("pay_2"))
    assert wallet.pockets() == (0, 5, 0, 0)


def test_a_debit_takes_in_spending_order_all_or_nothing_and_does_not_count_as_spent(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.WELCOME, 3)
    assert moved(wallet.do(Debit(5))) == [("revoke", 3, "g2"), ("revoke", 2, "g1")]
    assert wallet.refused(Debit(9)).code == "INSUFFICIENT_TOKENS"
    wallet.do(Freeze("pay_1"))
    assert wallet.refused(Debit(1)).code == "INSUFFICIENT_TOKENS"
    assert (wallet.state.lifetime_spent, wallet.state.debt) == (0, 0)


def test_setting_what_is_available_grants_or_takes_the_difference_and_leaves_what_is_held_or_frozen(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.grant(GrantSource.PURCHASE, 7, reference="pay_2")
    wallet.do(HoldTokens("hold", 4, LATER))
    wallet.do(Freeze("pay_2"))
    assert moved(wallet.do(SetAvailable(8))) == [("grant", 2, "g5")]
    assert wallet.pockets() == (2, 6, 4, 0)
    assert moved(wallet.do(SetAvailable(8))) == []
    assert moved(wallet.do(SetAvailable(1))) == [("revoke", 2, "g5"), ("revoke", 5, "g1")]
    assert wallet.pockets() == (0, 1, 4, 0)
    assert moved(wallet.do(SetAvailable(0))) == [("revoke", 1, "g1")]


def test_a_wallet_in_debt_is_set_to_nothing(wallet):
    wallet.do(Revoke("pay_1", 5))
    assert wallet.refused(SetAvailable(3)).code == "WALLET_IN_DEBT"
    assert wallet.refused(Debit(3)).code == "WALLET_IN_DEBT"


@pytest.mark.parametrize("available", [-1, INT64_MAXIMUM + 1, 1.0, True])
def test_only_a_whole_number_can_be_set(wallet, available):
    assert wallet.refused(SetAvailable(available)).code == "AMOUNT_OUT_OF_RANGE"


def test_tokens_given_back_are_purchased_ones_that_were_counted_before(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.do(Revoke("pay_1", 10))
    wallet.grant(GrantSource.REFUND, 10, reference="pay_1")
    assert wallet.pockets() == (0, 10, 0, 0)
    assert wallet.state.lifetime_purchased == 10
    assert moved(wallet.do(Revoke("pay_1", 4))) == [("revoke", 4, "g3")]


def test_a_debt_blocks_spending_and_later_grants_pay_it_off(wallet):
    wallet.do(Revoke("pay_1", 6))
    assert wallet.refused(Spend(1)).code == "WALLET_IN_DEBT"
    assert wallet.refused(HoldTokens("h", 1, LATER)).code == "WALLET_IN_DEBT"
    wallet.grant(GrantSource.WELCOME, 4)
    assert wallet.pockets() == (0, 0, 0, 2)
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_2")
    assert wallet.pockets() == (0, 8, 0, 0)
    wallet.do(Spend(8))


def test_a_debt_is_paid_by_what_a_hold_returns(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.do(HoldTokens("h", 10, LATER))
    wallet.do(Revoke("pay_1", 10))
    assert wallet.pockets() == (0, 0, 10, 10)
    wallet.do(Settle("h", 4))
    assert wallet.pockets() == (0, 0, 0, 4)


def test_frozen_tokens_cannot_be_spent_until_unfrozen(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.do(Freeze("pay_1"))
    assert wallet.pockets() == (0, 0, 0, 0)
    assert wallet.refused(Spend(1)).code == "INSUFFICIENT_TOKENS"
    wallet.do(Unfreeze("pay_1"))
    assert wallet.pockets() == (0, 10, 0, 0)


def test_a_freeze_holds_for_a_grant_that_comes_later(wallet):
    wallet.do(Freeze("pay_1"))
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    assert wallet.pockets() == (0, 0, 0, 0)


def test_frozen_tokens_are_revoked_and_do_not_pay_other_debts(wallet):
    wallet.grant(GrantSource.PURCHASE, 10, reference="pay_1")
    wallet.do(Freeze("pay_1"))
    wallet.do(Revoke("pay_2", 3))
    assert wallet.pockets() == (0, 0, 0, 3)
    wallet.do(Revoke("pay_1", 10))
    assert wallet.pockets() == (0, 0, 0, 3)
    assert wallet.state.grants == ()


def test_a_transition_depends_on_nothing_but_its_arguments(wallet):
    wallet.grant(GrantSource.WELCOME, 10)
    once = apply(wallet.state, Spend(3), NOW, 2)
    assert apply(replace(wallet.state), Spend(3), NOW, 2) == once
