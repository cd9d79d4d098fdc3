"""Who rests, and who waits, when several processes write one wallet."""

import pytest

from services.ledger.contention import Contention

TOOK = 0.01


@pytest.fixture
def contention() -> Contention:
    return Contention(longest_pause=0.2)


def test_a_winner_without_others_never_rests(contention: Contention) -> None:
    assert contention.rest_after_win("wal_a", TOOK, now=5.0) == 0


def test_a_winner_that_lost_of_late_rests_for_some_commits(contention: Contention) -> None:
    contention.lost("wal_a", now=5.0)
    rests = [contention.rest_after_win("wal_a", TOOK, now=6.9) for _ in range(100)]
    assert all(2 * TOOK <= rest <= 6 * TOOK for rest in rests)
    assert len(set(rests)) > 1


def test_other_wallets_are_not_slowed(contention: Contention) -> None:
    contention.lost("wal_a", now=5.0)
    assert contention.rest_after_win("wal_b", TOOK, now=5.0) == 0


def test_a_race_is_forgotten(contention: Contention) -> None:
    contention.lost("wal_a", now=5.0)
    assert contention.rest_after_win("wal_a", TOOK, now=7.1) == 0
    assert contention.rest_after_win("wal_a", TOOK, now=6.0) == 0


def test_no_rest_is_longer_than_half_a_second(contention: Contention) -> None:
    contention.lost("wal_a", now=5.0)
    assert contention.rest_after_win("wal_a", 9.0, now=5.0) == 0.5


def test_only_so_many_wallets_are_remembered(contention: Contention) -> None:
    for number in range(1_001):
        contention.lost(f"wal_{number}", now=5.0)
    assert contention.rest_after_win("wal_0", TOOK, now=5.0) == 0
    assert contention.rest_after_win("wal_1", TOOK, now=5.0) > 0


@pytest.mark.parametrize(("tries", "longest"), [(1, 0.002), (5, 0.032), (8, 0.2), (10_000, 0.2)])
def test_a_loser_waits_longer_with_each_try_up_to_a_limit(contention: Contention, tries: int, longest: float) -> None:
    pauses = [contention.pause_after_loss(tries) for _ in range(200)]
    assert all(0 <= pause <= longest for pause in pauses)
    assert max(pauses) > longest / 2
