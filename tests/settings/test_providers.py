"""Model providers as a list in JSON."""

import pytest

from settings import SettingsError, load_settings


def load(value: str):
    return load_settings({"CHAT_PROVIDERS": value}, env_file=None).chat_providers


def test_servers_are_read_with_their_keys_kept_secret():
    (server,) = load('[{"name": "vllm", "base_url": "http://10.0.0.5:8000/v1/", "api_key": "sk-hidden"}]')
    assert (server.name, server.base_url, server.kind) == ("vllm", "http://10.0.0.5:8000/v1", "openai")
    assert server.api_key.get_secret_value() == "sk-hidden"
    assert "sk-hidden" not in repr(server)


@pytest.mark.parametrize(
    "value",
    [
        "sk-hidden",
        '{"name": "a"}',
        '["sk-hidden"]',
        '[{"name": "a", "base_url": "ftp://sk-hidden"}]',
        '[{"name": "A b", "base_url": "http://a", "api_key": "sk-hidden"}]',
        '[{"name": "a", "base_url": "http://a", "key": "sk-hidden"}]',
        '[{"name": "openai", "base_url": "http://a", "api_key": "sk-hidden"}]',
        '[{"name": "a", "base_url": "http://a"}, {"name": "a", "base_url": "http://b", "api_key": "sk-hidden"}]',
        "[" + ",".join(f'{{"name": "a{n}", "base_url": "http://a"}}' for n in range(51)) + "]",
        "[" * 100_000,
    ],
)
def test_what_is_wrong_is_told_without_what_was_written(value):
    with pytest.raises(SettingsError) as caught:
        load(value)
    (problem,) = caught.value.problems
    assert problem.startswith("CHAT_PROVIDERS: ")
    assert "sk-hidden" not in problem
