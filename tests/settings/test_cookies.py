import pytest

from settings import Settings, SettingsError

APP = "https://app.shop.example"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"session_cookie_origins": APP}, "SESSION_COOKIE_ORIGINS: must all stand in ALLOWED_ORIGINS"),
        (
            {
                "session_cookie_origins": "http://app.shop.example",
                "allowed_origins": "http://app.shop.example",
                "public_url": "https://api.shop.example",
            },
            "SESSION_COOKIE_ORIGINS: must begin with https:// where PUBLIC_URL does",
        ),
    ],
)
def test_origins_that_could_not_work_are_told(values: dict[str, str], problem: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.model_validate(values)
    assert raised.value.problems == [problem]


def test_listed_origins_are_taken() -> None:
    settings = Settings.model_validate({"session_cookie_origins": APP, "allowed_origins": f"{APP},https://b.example"})
    assert settings.session_cookie_origins == [APP]
