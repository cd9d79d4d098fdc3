from pathlib import Path

import pytest

from settings import Environment, Settings, SettingsError, load_environment, load_settings

SECRET = "s" * 32
PRODUCTION = {
    "ENVIRONMENT": "production",
    "PUBLIC_URL": "https://tokens.example",
    "JWT_SECRET": SECRET,
    "MONGODB_URI": "mongodb://db.example/?replicaSet=rs0",
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_PUBLISHABLE_KEY": "pk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
}


LIVE_KEY_REQUIRED = (
    "STRIPE_SECRET_KEY: must begin with sk_live_ or rk_live_ in production; with test keys no money moves"
)


def load(env: dict[str, str]) -> Settings:
    return load_settings(env, env_file=None)


def problems(env: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(env)
    return caught.value.problems


def test_nothing_needs_to_be_set_in_development() -> None:
    assert load({}) == Settings()
    assert load({}).uses_simulated_stripe
    assert load({}).serves_graphiql


def test_every_problem_is_named_at_once_those_of_fields_and_those_between_fields() -> None:
    """G5: all problems in one go."""
    env = {
        "ENVIRONMENT": "production",
        "JWT_SECRET": "short",
        "MONGODB_POOL_SIZE": "many",
        "MONGODB_TIMEOUT_MS": "1",
        "PUBLIC_URL": "tokentill.example",
        "ALLOWED_ORIGINS": "https://a.example, https://b.example/path",
        "STRIPE_SECRET_KEY": "sk_live_1",
    }
    assert sorted(problems(env)) == [
        "ALLOWED_ORIGINS: must be a scheme and a host, such as https://app.example.com, without a path",
        "JWT_SECRET: must have at least 32 characters",
        "MONGODB_POOL_SIZE: should be a valid integer, unable to parse string as an integer",
        "MONGODB_TIMEOUT_MS: should be greater than or equal to 100",
        "MONGODB_URI: is required in production; the embedded database is for one machine",
        "PUBLIC_URL: must be an address that begins with http:// or https://",
        "STRIPE_PUBLISHABLE_KEY: is required when STRIPE_SECRET_KEY is set",
        "STRIPE_WEBHOOK_SECRET: is required when STRIPE_SECRET_KEY is set",
    ]


def test_no_value_is_repeated_in_a_problem() -> None:
    env = {"JWT_SECRET": "hunter2", "MONGODB_URI": "postgres://me:hunter2@db", "STRIPE_TIMEOUT_SECONDS": "hunter2"}
    assert len(problems(env)) == 3
    assert "hunter2" not in str(problems(env))


def test_a_secret_of_31_characters_is_too_short_and_one_of_32_is_not() -> None:
    assert problems({"JWT_SECRET": SECRET[:31]}) == ["JWT_SECRET: must have at least 32 characters"]
    loaded = load({"JWT_SECRET": SECRET})
    assert loaded.jwt_secret is not None
    assert loaded.jwt_secret.get_secret_value() == SECRET
    assert SECRET not in repr(loaded)


def test_production_with_all_that_it_needs_is_accepted() -> None:
    loaded = load(PRODUCTION)
    assert loaded.environment is Environment.PRODUCTION
    assert not loaded.serves_graphiql
    assert not loaded.answers_introspection
    assert not loaded.uses_simulated_stripe


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"JWT_SECRET": ""}, "JWT_SECRET: is required when ENVIRONMENT=production"),
        ({"STRIPE_SECRET_KEY": ""}, LIVE_KEY_REQUIRED),
        ({"STRIPE_SECRET_KEY": "sk_test_51Real", "STRIPE_PUBLISHABLE_KEY": "pk_test_51Real"}, LIVE_KEY_REQUIRED),
        ({"STRIPE_SECRET_KEY": "rk_test_51Real"}, LIVE_KEY_REQUIRED),
        ({"STRIPE_SECRET_KEY": "anything"}, LIVE_KEY_REQUIRED),
        (
            {"STRIPE_API_BASE": "http://127.0.0.1:8001"},
            "STRIPE_API_BASE: is refused in production, where payments go to Stripe itself",
        ),
        ({"MONGODB_URI": " "}, "MONGODB_URI: is required in production; the embedded database is for one machine"),
    ],
)
def test_production_refuses_what_is_for_development(changed: dict[str, str], problem: str) -> None:
    assert problems(PRODUCTION | changed) == [problem]


def test_production_refuses_the_simulated_stripe() -> None:
    simulated = {"STRIPE_SECRET_KEY": "sk_test_simulated", "STRIPE_API_BASE": "http://127.0.0.1:8001"}
    assert [problem.split(":")[0] for problem in problems(PRODUCTION | simulated)] == [
        "STRIPE_SECRET_KEY",
        "STRIPE_API_BASE",
    ]


def test_production_takes_a_restricted_key() -> None:
    assert load(PRODUCTION | {"STRIPE_SECRET_KEY": "rk_live_1"}).is_production


def test_staging_takes_test_keys() -> None:
    test_mode = {"STRIPE_SECRET_KEY": "sk_test_51Real", "STRIPE_PUBLISHABLE_KEY": "pk_test_51Real"}
    assert not load(PRODUCTION | test_mode | {"ENVIRONMENT": "staging"}).uses_simulated_stripe


def test_the_environment_alone_is_read_from_where_the_settings_are(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("ENVIRONMENT=production\nJWT_SECRET=short\n")
    assert load_environment({}, env_file=file) is Environment.PRODUCTION
    assert load_environment({"ENVIRONMENT": "staging"}, env_file=file) is Environment.STAGING
    assert load_environment({}, env_file=None) is Environment.DEVELOPMENT
    with pytest.raises(SettingsError, match="ENVIRONMENT"):
        load_environment({"ENVIRONMENT": "Production"}, env_file=None)


def test_a_key_of_the_simulated_stripe_needs_its_address() -> None:
    simulated = {
        "STRIPE_SECRET_KEY": "sk_test_simulated",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_simulated",
        "STRIPE_WEBHOOK_SECRET": "whsec_1",
    }
    assert problems(simulated) == ["STRIPE_API_BASE: is required with a key of the simulated Stripe"]
    assert load(simulated | {"STRIPE_API_BASE": "http://127.0.0.1:8001"}).uses_simulated_stripe


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("CLAIM_TOKENS=5\nWELCOME_TOKENS=7\nADMIN_EMAIL='root@example.com' # a note\nLOG_LEVEL=\n")
    loaded = load_settings({"CLAIM_TOKENS": "6"}, env_file=file)
    assert (loaded.claim_tokens, loaded.welcome_tokens) == (6, 7)
    assert loaded.admin_email == "root@example.com"
    assert loaded.log_level == "info"


def test_lists_are_split_at_commas() -> None:
    assert load({"ALLOWED_ORIGINS": "https://a.example, http://b.example:8080"}).allowed_origins == [
        "https://a.example",
        "http://b.example:8080",
    ]


def test_a_closing_slash_of_an_address_is_dropped() -> None:
    assert load({"PUBLIC_URL": "https://t.example/"}).public_url == "https://t.example"


RAZORPAY_LIVE_KEY_REQUIRED = "RAZORPAY_KEY_ID: must begin with rzp_live_ in production; with test keys no money moves"
RAZORPAY = {"RAZORPAY_KEY_ID": "rzp_live_1", "RAZORPAY_KEY_SECRET": "secret", "PAYMENT_GATEWAYS": "INR=razorpay"}


def test_gateways_are_named_by_currency_or_by_a_packages_price() -> None:
    settings = load(RAZORPAY | {"PAYMENT_GATEWAYS": " INR=razorpay , pro/INR=stripe,"})
    assert settings.payment_gateways == {"INR": "razorpay", "pro/INR": "stripe"}
    assert load({}).payment_gateways == {}


@pytest.mark.parametrize(
    "value", ["INR", "inr=razorpay", "INR=paypal", "INR=razorpay,INR=stripe", "=razorpay", "a b/INR=stripe"]
)
def test_a_gateway_that_cannot_be_understood_is_a_problem(value: str) -> None:
    [problem] = problems(RAZORPAY | {"PAYMENT_GATEWAYS": value})
    assert problem.startswith("PAYMENT_GATEWAYS: ")


def test_razorpay_without_a_key_is_simulated_only_where_it_is_asked_for() -> None:
    assert load({"PAYMENT_GATEWAYS": "INR=razorpay"}).uses_simulated_razorpay
    assert not load({}).uses_simulated_razorpay
    assert not load(RAZORPAY).uses_simulated_razorpay


@pytest.mark.parametrize(
    ("env", "problem"),
    [
        ({"RAZORPAY_KEY_ID": "rzp_test_1"}, "RAZORPAY_KEY_SECRET: is required when RAZORPAY_KEY_ID is set"),
        ({"RAZORPAY_KEY_SECRET": "s"}, "RAZORPAY_KEY_ID: is required when RAZORPAY_KEY_SECRET is set"),
        (
            {"RAZORPAY_KEY_ID": "rzp_test_simulated_key", "RAZORPAY_KEY_SECRET": "s"},
            "RAZORPAY_API_BASE: is required with a key of the simulated Razorpay",
        ),
    ],
)
def test_razorpays_settings_go_together(env: dict[str, str], problem: str) -> None:
    assert problems(env) == [problem]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"RAZORPAY_KEY_ID": "rzp_test_1"},
            RAZORPAY_LIVE_KEY_REQUIRED,
        ),
        (
            {"RAZORPAY_API_BASE": "https://razorpay.example"},
            "RAZORPAY_API_BASE: is refused in production, where payments go to Razorpay itself",
        ),
    ],
)
def test_production_takes_razorpay_itself_with_a_live_key(changed: dict[str, str], problem: str) -> None:
    assert load(PRODUCTION | RAZORPAY).razorpay_key_id == "rzp_live_1"
    assert problems(PRODUCTION | RAZORPAY | changed) == [problem]


def test_production_does_not_simulate_razorpay() -> None:
    [problem] = problems(PRODUCTION | {"PAYMENT_GATEWAYS": "INR=razorpay"})
    assert problem.startswith("RAZORPAY_KEY_ID: must begin with rzp_live_")


def test_private_origins_of_attachments_are_plain_and_in_lower_case() -> None:
    read = load({"ATTACHMENT_PRIVATE_ORIGINS": "http://127.0.0.1:8080, HTTPS://Files.internal, http://[::1]:9"})
    assert read.attachment_private_origins == ["http://127.0.0.1:8080", "https://files.internal", "http://[::1]:9"]
    assert load({}).attachment_private_origins == []


@pytest.mark.parametrize(
    "origin",
    [
        "files.internal",
        "ftp://files.internal",
        "https://files.internal/path",
        "https://user@files.internal",
        "https://*.internal",
        "https://files.internal:0",
        "https://files.internal:65536",
        "https://bücher.example",
        "https://files internal",
    ],
)
def test_another_form_of_an_origin_of_attachments_is_refused(origin: str) -> None:
    problem = "must be http:// or https://, a host in ASCII and perhaps a port, without a path"
    assert problems({"ATTACHMENT_PRIVATE_ORIGINS": origin}) == [f"ATTACHMENT_PRIVATE_ORIGINS: {problem}"]


def test_attachments_come_from_private_hosts_by_https_only_in_production() -> None:
    assert problems({**PRODUCTION, "ATTACHMENT_PRIVATE_ORIGINS": "https://a.internal,http://b.internal"}) == [
        "ATTACHMENT_PRIVATE_ORIGINS: must begin with https:// in production"
    ]
    assert load({**PRODUCTION, "ATTACHMENT_PRIVATE_ORIGINS": "https://a.internal"}).is_production


def test_what_one_attachment_may_be_fits_into_a_request_and_that_into_memory() -> None:
    sizes = {
        "ATTACHMENT_MAX_BYTES": "3000",
        "ATTACHMENT_MAX_REQUEST_BYTES": "2999",
        "ATTACHMENT_MEMORY_BYTES": "2998",
    }
    assert problems(sizes) == [
        "ATTACHMENT_MAX_REQUEST_BYTES: must be at least ATTACHMENT_MAX_BYTES",
        "ATTACHMENT_MEMORY_BYTES: must be at least ATTACHMENT_MAX_REQUEST_BYTES",
    ]
    assert load(dict.fromkeys(sizes, "3000")).attachment_memory_bytes == 3_000
