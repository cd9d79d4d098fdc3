"""Which providers the settings ask for."""

from gateways.providers import OfflineProvider, providers_from_settings
from settings import load_settings

MANY = """[
    {"name": "vllm", "base_url": "http://10.0.0.5:8000/v1/"},
    {"name": "eu", "base_url": "https://eu.example/api/v1", "api_key": "k", "kind": "openrouter",
     "publishes_prices": true}
]"""


def providers(**env: str):
    return providers_from_settings(load_settings(env, env_file=None))


def test_without_any_key_the_built_in_provider_serves():
    assert [type(provider) for provider in providers()] == [OfflineProvider]


def test_those_with_settings_of_their_own_come_first_then_any_number_of_others():
    found = providers(OPENAI_API_KEY="a", OPENROUTER_API_KEY="b", HUGGINGFACE_API_KEY="c", CHAT_PROVIDERS=MANY)
    assert [(provider.name, provider.publishes_prices) for provider in found] == [
        ("openai", None),
        ("openrouter", True),
        ("huggingface", True),
        ("vllm", None),
        ("eu", True),
    ]
