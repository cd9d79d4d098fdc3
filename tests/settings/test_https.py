import pytest

from settings import Settings, SettingsError, load_settings

TLS = {"PUBLIC_URL": "https://tokens.example", "TRUSTED_PROXIES": "10.0.0.5"}


def load(env: dict[str, str]) -> Settings:
    return load_settings(env, env_file=None)


def problems(env: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(env)
    return caught.value.problems


def test_origins_are_kept_as_browsers_send_them() -> None:
    sent = "HTTPS://Shop.Example:443, http://shop.example:80,http://localhost:5173,https://[2001:DB8::1]:8443"
    assert load({"ALLOWED_ORIGINS": sent}).allowed_origins == [
        "https://shop.example",
        "http://shop.example",
        "http://localhost:5173",
        "https://[2001:db8::1]:8443",
    ]


@pytest.mark.parametrize("value", ["*", "https://*", "https://*.example.com"])
def test_every_origin_is_named(value: str) -> None:
    [problem] = problems({"ALLOWED_ORIGINS": value})
    assert problem.startswith("ALLOWED_ORIGINS: must be a scheme and a host")
    assert problem.endswith("without *: each origin is named")


@pytest.mark.parametrize("value", ["null", "https://me@shop.example", "https://shop.example/", "ftp://shop.example"])
def test_what_no_browser_sends_is_no_origin(value: str) -> None:
    [problem] = problems({"ALLOWED_ORIGINS": value})
    assert problem.startswith("ALLOWED_ORIGINS: must be a scheme and a host")


def test_proxies_are_addresses_and_networks() -> None:
    named = load({"TRUSTED_PROXIES": "10.0.0.5, 192.168.0.0/16,2001:DB8::/32"}).trusted_proxies
    assert named == ["10.0.0.5/32", "192.168.0.0/16", "2001:db8::/32"]


@pytest.mark.parametrize("value", ["10.0.0.5/8", "proxy.example", "1", "*"])
def test_what_is_no_network_is_a_problem(value: str) -> None:
    wrong = "TRUSTED_PROXIES: must be an address or a network, such as 10.0.0.5 or 10.0.0.0/8"
    assert problems({"TRUSTED_PROXIES": value}) == [wrong]


@pytest.mark.parametrize("value", ["0.0.0.0/0", "::/0"])
def test_not_everybody_is_a_proxy(value: str) -> None:
    wrong = "TRUSTED_PROXIES: must not be every address: anybody could name another caller than himself"
    assert problems({"TRUSTED_PROXIES": value}) == [wrong]


@pytest.mark.parametrize("setting", [{"HTTPS_ONLY": "true"}, {"HSTS_SECONDS": "31536000"}])
def test_tls_needs_an_address_with_tls_and_a_proxy_that_tells_of_it(setting: dict[str, str]) -> None:
    [name] = setting
    assert problems(setting) == [
        f"{name}: needs a PUBLIC_URL that begins with https://",
        f"{name}: needs TRUSTED_PROXIES, since only your proxy knows what came over TLS",
    ]
    assert load(setting | TLS).public_url == TLS["PUBLIC_URL"]
