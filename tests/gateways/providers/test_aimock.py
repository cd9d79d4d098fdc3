"""The OpenAI-compatible gateway against aimock, which is shaped like OpenAI and OpenRouter."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from gateways.providers import (
    Capability,
    ChatImage,
    ChatTurn,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    ProviderError,
    ProviderRequest,
    TokenCounts,
)
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from tests.support.aimock import aimock

pytestmark = pytest.mark.node

FIXTURES = [
    {
        "match": {"userMessage": "hello"},
        "response": {
            "content": "Hello! How can I help you today?",
            "usage": {"prompt_tokens": 12, "completion_tokens": 9, "total_tokens": 21},
        },
    },
    {
        "match": {"userMessage": "limit"},
        "response": {"error": {"message": "Slow down", "type": "rate_limit_error"}, "status": 429},
    },
    {"match": {"userMessage": "long"}, "response": {"content": "cut h", "finishReason": "length"}},
]


@pytest.fixture(scope="module")
def mock_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("aimock")
    with aimock(FIXTURES, folder, "--chunk-size", "5") as url:
        yield url


@pytest.fixture(params=["/v1", "/api/v1"], ids=["openai", "openrouter"])
async def provider(mock_url: str, request: pytest.FixtureRequest) -> AsyncIterator[OpenAICompatibleProvider]:
    profile = ServerProfile("openai", mock_url + request.param, None, first_byte_seconds=5, idle_seconds=5)
    provider = OpenAICompatibleProvider(profile, "key")
    yield provider
    await provider.close()


async def ask(provider: OpenAICompatibleProvider, message: str, *images) -> tuple[list[str], CompletionEnd]:
    turns = [ChatTurn("user", message, images)]
    request = ProviderRequest("gpt-4o-mini", turns, max_tokens=100, temperature=0.7)
    begun, *texts, end = [event async for event in provider.stream(request)]
    assert begun == CompletionBegun(end.request_id)
    return [event.text for event in texts], end


async def test_a_reply_comes_in_deltas_and_ends_with_its_usage(provider):
    texts, end = await ask(provider, "hello")
    assert "".join(texts) == "Hello! How can I help you today?"
    assert len(texts) == 7
    assert (end.finish_reason, end.usage) == (FinishReason.STOP, TokenCounts(input_tokens=12, output_tokens=9))
    assert end.request_id


async def test_images_go_along_as_parts_after_the_text(provider, mock_url):
    texts, _ = await ask(
        provider, "hello there", ChatImage("https://a.example/", "image/png", None, "data:image/png;base64,iVBO")
    )
    assert "".join(texts) == "Hello! How can I help you today?"
    async with httpx.AsyncClient() as client:
        journal = (await client.get(f"{mock_url}/__aimock/journal")).json()
    asked = [entry["body"]["messages"] for entry in journal if "hello there" in json.dumps(entry["body"] or {})]
    text, image = asked[-1][0]["content"]
    assert text == {"type": "text", "text": "hello there"}
    assert image == {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}


async def test_a_reply_can_end_at_its_limit(provider):
    assert (await ask(provider, "long"))[1].finish_reason is FinishReason.LENGTH


async def test_a_rate_limit_is_told(provider):
    with pytest.raises(ProviderError) as caught:
        await ask(provider, "limit")
    assert (caught.value.code, caught.value.retryable) == ("PROVIDER_RATE_LIMITED", True)


async def test_the_list_of_models_is_read(provider):
    assert "gpt-4o" in {model.id.removeprefix("openai/") for model in await provider.list_models()}


async def test_what_openrouter_says_of_a_model_is_read(mock_url):
    provider = OpenAICompatibleProvider(ServerProfile("openrouter", f"{mock_url}/api/v1", True, 5, 5), "key")
    (model,) = [each for each in await provider.list_models() if each.id == "openai/gpt-4o"]
    await provider.close()
    assert (model.context_window, model.max_output_tokens) == (128_000, 16_384)
    assert (model.input_modalities, model.capabilities) == (("text",), {Capability.TOOLS, Capability.REASONING})
    assert model.description == "Mock OpenRouter model openai/gpt-4o served by aimock."
    kinds = ("input", "output", "cache_read", "cache_write", "reasoning", "image", "request", "web_search")
    assert model.prices == dict.fromkeys(kinds, "0")
