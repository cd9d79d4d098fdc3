import pytest

from settings import SettingsError, load_settings


def problems(**env: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load_settings(env, None)
    return refused.value.problems


def test_rates_and_groups_are_read() -> None:
    settings = load_settings(
        {
            "RATE_LIMIT_ANONYMOUS": "20 per minute",
            "RATE_LIMIT_OPERATIONS": "chat=60/minute, sign_in=5/hour",
            "RATE_LIMIT_EXEMPT": "192.0.2.0/24,2001:db8::/32",
            "REDIS_URL": "redis://127.0.0.1:6379",
        },
        None,
    )
    assert settings.rate_limit_anonymous == "20 per minute"
    assert settings.rate_limit_operations == {"chat": "60/minute", "sign_in": "5/hour"}
    assert settings.rate_limit_exempt == ["192.0.2.0/24", "2001:db8::/32"]
    assert settings.redis_uri is not None


@pytest.mark.parametrize(
    ("rate", "problem"),
    [
        ("often", "must be a rate such as 100/15 minutes or 20/minute"),
        ("100/15 minutes; 10/second", "must be a rate such as 100/15 minutes or 20/minute"),
        ("-1/minute", "must be a rate such as 100/15 minutes or 20/minute"),
        ("0/minute", "must allow 1 to 1000000000"),
        ("1000000001/minute", "must allow 1 to 1000000000"),
        ("5/2 days", "must be for a day at most"),
    ],
)
def test_a_rate_that_is_none_is_refused(rate: str, problem: str) -> None:
    assert problems(RATE_LIMIT_USER=rate) == [f"RATE_LIMIT_USER: {problem}"]


@pytest.mark.parametrize("rates", ["chat", "=5/minute", "chat=5/minute,chat=6/minute"])
def test_a_list_of_rates_that_is_none_is_refused(rates: str) -> None:
    assert len(problems(RATE_LIMIT_OPERATIONS=rates)) == 1


def test_redis_needs_its_address() -> None:
    assert problems(RATE_LIMIT_STORE="redis") == ["REDIS_URI: is required when RATE_LIMIT_STORE=redis"]
    assert problems(REDIS_URI="http://127.0.0.1") == ["REDIS_URI: must begin with redis://, rediss:// or redis+unix://"]
