from settings import environment_of, load_settings

EVERY_KIND = {
    "ENVIRONMENT": "staging",
    "JWT_SECRET": "a secret, of = more than 32 characters",
    "PUBLIC_URL": "https://tokens.example",
    "DATA_DIR": "/srv/token till",
    "GRAPHIQL": "false",
    "ALLOWED_ORIGINS": "https://a.example,https://b.example:8443",
    "TRUSTED_PROXIES": "10.0.0.5,2001:db8::/32",
    "PROXY_HEADERS": "forwarded",
    "HTTPS_ONLY": "true",
    "HSTS_SECONDS": "60",
    "PAYMENT_GATEWAYS": "INR=razorpay,pro/INR=stripe",
    "CHAT_PROVIDERS": '[{"name": "vllm", "base_url": "http://10.0.0.5:8000/v1", "api_key": "k", "kind": "openai"},'
    ' {"name": "other", "base_url": "http://10.0.0.6:8000/v1", "publishes_prices": false}]',
}


def test_a_worker_reads_what_its_owner_has() -> None:
    settings = load_settings(EVERY_KIND, env_file=None)
    written = environment_of(settings)
    assert written.keys() == EVERY_KIND.keys()
    assert load_settings(written, env_file=None) == settings


def test_what_was_not_set_is_not_written() -> None:
    assert environment_of(load_settings({}, env_file=None)) == {}
