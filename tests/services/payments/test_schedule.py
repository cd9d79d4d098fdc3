"""When the gateway is asked about a payment whose events never came."""

from datetime import UTC, datetime, timedelta

from services.payments.schedule import check_after_failure, first_check, next_check, next_return, next_try, page_life

CREATED = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def after(**age):
    return CREATED + timedelta(**age)


def test_the_first_check_is_after_ten_minutes_or_at_an_earlier_expiry():
    assert first_check(CREATED, CREATED + DAY) == after(minutes=10)
    assert first_check(CREATED, after(minutes=1)) == after(minutes=1)


def test_checks_grow_rarer_until_expiry_and_go_on_hourly_after_it():
    checks = [first_check(CREATED, CREATED + DAY)]
    for _ in range(9):
        checks.append(next_check(CREATED, CREATED + DAY, checks[-1]))
    assert [check - CREATED for check in checks] == [
        *(timedelta(minutes=minutes) for minutes in (10, 20, 40, 80, 160, 320, 640, 1280)),
        timedelta(hours=24),
        timedelta(hours=25),
    ]


def test_after_a_failure_it_is_asked_again_within_an_hour():
    assert check_after_failure(after(minutes=20), after(minutes=10)) == after(minutes=20)
    assert check_after_failure(after(hours=12), after(hours=6)) == after(hours=7)


def test_events_that_fail_are_tried_ever_more_rarely_but_every_hour():
    waits = [next_try(tries, CREATED) - CREATED for tries in (0, 1, 2, 3, 6, 7, 10**9)]
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 1, 2, 4, 32, 60, 60)]


def test_money_that_did_not_come_back_is_asked_for_ever_more_rarely_but_every_day():
    waits = [next_return(number, CREATED) - CREATED for number in (1, 2, 3, 4, 9, 10, 10**9)]
    assert waits == [timedelta(minutes=minutes) for minutes in (0, 10, 20, 40, 1_280, 1_440, 1_440)]


def test_a_page_lives_as_long_as_a_payment_within_what_stripe_takes_from_any_clock_that_is_nearly_right():
    assert [page_life(seconds) for seconds in (60, 3_600, 7_200, 85_800)] == [3_600, 3_600, 7_200, 85_800]
    longest = timedelta(seconds=page_life(86_400))
    assert longest == timedelta(hours=23, minutes=50)
    # Our clock is up to 300 s off, or no webhook is accepted, and the call takes its time.
    ahead, behind = timedelta(seconds=300), timedelta(seconds=-300)
    assert longest + ahead <= timedelta(hours=24)
    assert timedelta(seconds=page_life(0)) + behind > timedelta(minutes=30)
