"""Identity providers: a list in JSON, and what the settings about them say together."""

import json

import pytest

from gateways.sign_in import sign_in_providers_from_settings
from services.clock import system_clock
from settings import SettingsError, load_settings

APP = {"SIGN_IN_RETURN_URLS": "https://app.example.com/signed-in"}
GOOGLE = {"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": "hidden"}
ROW = {"name": "gitlab", "issuer": "https://gitlab.com", "client_id": "id", "client_secret": "hidden"}
PRODUCTION = {
    "ENVIRONMENT": "production",
    "JWT_SECRET": "j" * 32,
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "STRIPE_PUBLISHABLE_KEY": "pk_live_1",
    "MONGODB_URI": "mongodb://db/?replicaSet=rs",
    "PUBLIC_URL": "https://api.example.com",
}


def load(**env: str):
    return load_settings(env, env_file=None)


def problems(**env: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(**env)
    assert "hidden" not in str(caught.value)
    return [problem.partition(":")[0] for problem in caught.value.problems]


def test_nothing_is_on_by_itself():
    assert sign_in_providers_from_settings(load(), system_clock) == []


def test_google_comes_first_then_the_others_in_their_order():
    plain = {**ROW, "issuer": None}
    rows = [ROW, {**plain, "name": "hub", "kind": "github"}, {**plain, "name": "atl", "kind": "atlassian"}]
    settings = load(**APP, **GOOGLE, SIGN_IN_PROVIDERS=json.dumps(rows))
    providers = sign_in_providers_from_settings(settings, system_clock)
    assert [provider.name for provider in providers] == ["google", "gitlab", "hub", "atl"]
    assert providers[0]._address == "https://accounts.google.com"
    assert "hidden" not in repr(settings)
    off = settings.model_copy(update={"allow_social_login": False})
    assert sign_in_providers_from_settings(off, system_clock) == []


@pytest.mark.parametrize(
    "value",
    [
        "hidden",
        '["hidden"]',
        "[" * 100_000,
        json.dumps([{**ROW, "name": "google"}]),
        json.dumps([{**ROW, "name": "a/b"}]),
        json.dumps([ROW, ROW]),
        json.dumps([{**ROW, "issuer": None}]),
        json.dumps([{**ROW, "kind": "github"}]),
        json.dumps([{**ROW, "server": "https://git.example.com"}]),
        json.dumps([{**ROW, "client_secret": ""}]),
        json.dumps([{**ROW, "issuer": "gitlab.com"}]),
        json.dumps([{**ROW, "name": f"p{n}"} for n in range(21)]),
    ],
)
def test_what_is_wrong_is_told_without_what_was_written(value):
    assert problems(**APP, SIGN_IN_PROVIDERS=value) == ["SIGN_IN_PROVIDERS"]


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({**APP, "GOOGLE_CLIENT_ID": "id"}, ["GOOGLE_CLIENT_SECRET"]),
        (GOOGLE, ["SIGN_IN_RETURN_URLS"]),
        ({"SIGN_IN_RETURN_URLS": "https://app.example.com/?next="}, ["SIGN_IN_RETURN_URLS"]),
        ({"SIGN_IN_RETURN_URLS": "javascript:alert(1)"}, ["SIGN_IN_RETURN_URLS"]),
        ({"CLERK_ISSUER": "https://clerk.example.com"}, ["CLERK_AUTHORIZED_PARTIES"]),
        ({"CLERK_WEBHOOK_SECRET": "hidden"}, ["CLERK_WEBHOOK_SECRET"]),
        ({"CLERK_WEBHOOK_SECRET": "whsec_"}, ["CLERK_WEBHOOK_SECRET"]),
        ({**PRODUCTION, **GOOGLE, "SIGN_IN_RETURN_URLS": "http://app.example.com/"}, ["SIGN_IN_RETURN_URLS"]),
        (
            {**PRODUCTION, **APP, "SIGN_IN_PROVIDERS": json.dumps([{**ROW, "issuer": "http://gitlab"}])},
            ["SIGN_IN_PROVIDERS"],
        ),
        (
            {**PRODUCTION, "CLERK_ISSUER": "http://clerk", "CLERK_AUTHORIZED_PARTIES": "https://app.example.com"},
            ["CLERK_ISSUER"],
        ),
        ({**PRODUCTION, **APP, **GOOGLE, "PUBLIC_URL": "http://api.example.com"}, ["PUBLIC_URL"]),
    ],
)
def test_what_does_not_go_together_is_named(env, named):
    assert problems(**env) == named
