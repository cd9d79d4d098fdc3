"""What clients are told follows from the settings."""

from schema.feature import Feature
from services.client_settings import ClientSettings
from settings import Settings, load_settings
from settings.features import FEATURES

SIMULATED = {
    "stripe_secret_key": "sk_test_simulated",
    "stripe_publishable_key": "pk_test_simulated",
    "stripe_webhook_secret": "whsec_1",
    "stripe_api_base": "http://127.0.0.1:8001",
}
REAL = {
    "stripe_secret_key": "sk_test_1",
    "stripe_publishable_key": "pk_test_1",
    "stripe_webhook_secret": "whsec_1",
}


def told(providers: tuple[str, ...] = (), **settings: object) -> ClientSettings:
    return ClientSettings.of(Settings(**settings), providers)


def test_the_simulated_stripe_has_a_page_and_no_key_for_stripe_js() -> None:
    found = told(**SIMULATED)
    assert (found.payments_simulated, found.publishable_key) == (True, None)
    assert found.simulated_payments_url == "http://127.0.0.1:8001"


def test_the_real_one_has_a_key_and_no_page() -> None:
    found = told(**REAL)
    assert (found.payments_simulated, found.publishable_key) == (False, "pk_test_1")
    assert found.simulated_payments_url is None


def test_ways_in_that_are_closed_are_told_as_closed() -> None:
    everything = told(("google", "github"))
    assert (everything.guests_allowed, everything.registration_open, everything.password_sign_in) == (True, True, True)
    assert everything.sign_in_providers == ("google", "github")
    closed = told(
        ("google",),
        allow_anonymous=False,
        allow_registration=False,
        allow_email_login=False,
        features_off=["social_login"],
    )
    assert (closed.guests_allowed, closed.registration_open, closed.password_sign_in) == (False, False, False)
    assert closed.sign_in_providers == ()


def test_features_are_those_that_are_on() -> None:
    assert told().features == tuple(FEATURES)
    off = told(features_off=["saved_cards"], teams_enabled=False).features
    assert set(FEATURES) - set(off) == {"saved_cards", "auto_top_up", "teams"}


def test_the_schema_names_every_feature() -> None:
    assert [feature.value for feature in Feature] == list(FEATURES)


def test_what_the_shop_is_called_and_its_pages() -> None:
    env = {"PRODUCT_NAME": "Acme AI", "TERMS_URL": "https://acme.example/terms/", "IMPRINT_URL": ""}
    found = ClientSettings.of(load_settings(env, None), ())
    assert (found.product_name, found.terms_url) == ("Acme AI", "https://acme.example/terms/")
    assert (found.privacy_url, found.imprint_url) == (None, None)
    assert told().product_name == "Tokentill"
