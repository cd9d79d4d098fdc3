"""The OpenAI-compatible gateway against an upstream that misbehaves (C12, fault 22)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateways.providers import (
    ChatTurn,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    ProviderError,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from tests.support.upstream import HANG, RawUpstream, answer, chunk, raw_upstream, usage_chunk
from tests.support.waiting import PATIENCE_SECONDS

REQUEST = ProviderRequest("test/model", [ChatTurn("user", "Hello")], max_tokens=100, temperature=0.7)


@pytest.fixture
async def upstream() -> AsyncIterator[RawUpstream]:
    async with raw_upstream() as upstream:
        yield upstream


@pytest.fixture
async def provider(upstream: RawUpstream) -> AsyncIterator[OpenAICompatibleProvider]:
    profile = ServerProfile("openai", upstream.base_url, None, first_byte_seconds=1.5, idle_seconds=0.5)
    provider = OpenAICompatibleProvider(profile, "key")
    yield provider
    await provider.close()


async def collect(provider: OpenAICompatibleProvider) -> tuple[str, CompletionEnd | ProviderError]:
    text = ""
    try:
        async for event in provider.stream(REQUEST):
            if isinstance(event, CompletionEnd):
                return text, event
            text += event.text if isinstance(event, TextDelta) else ""
    except ProviderError as error:
        return text, error
    raise AssertionError("a stream ends with its end or an error")


async def test_a_whole_reply(provider, upstream):
    upstream.replies = [
        answer(
            "Hel",
            "lo",
            prompt=10,
            completion=5,
            prompt_tokens_details={"cached_tokens": 4},
            completion_tokens_details={"reasoning_tokens": 2},
        )
    ]
    counts = TokenCounts(input_tokens=6, output_tokens=3, cache_read_tokens=4, reasoning_tokens=2)
    assert await collect(provider) == ("Hello", CompletionEnd(FinishReason.STOP, counts, "cmpl-1"))
    assert upstream.requests == [
        {
            "model": "test/model",
            "messages": [{"role": "user", "content": "Hello"}],
            "temperature": 0.7,
            "max_tokens": 100,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]


@pytest.mark.parametrize(
    ("status", "code", "tries"),
    [
        (400, "PROVIDER_REFUSED", 1),
        (401, "PROVIDER_AUTH", 1),
        (402, "PROVIDER_PAYMENT_REQUIRED", 1),
        (403, "PROVIDER_FORBIDDEN", 1),
        (404, "MODEL_NOT_FOUND", 1),
        (408, "PROVIDER_TIMEOUT", 3),
        (429, "PROVIDER_RATE_LIMITED", 3),
        (500, "PROVIDER_UNAVAILABLE", 3),
        (503, "PROVIDER_UNAVAILABLE", 3),
        (504, "PROVIDER_TIMEOUT", 3),
    ],
)
async def test_a_status_is_a_stable_code_and_retries_are_bounded(upstream, status, code, tries):
    profile = ServerProfile("openai", upstream.base_url, None, first_byte_seconds=5, idle_seconds=1)
    provider = OpenAICompatibleProvider(profile, "key")
    upstream.replies = [[status]]
    text, error = await collect(provider)
    assert (text, error.code, len(upstream.requests)) == ("", code, tries)
    await provider.close()


async def test_a_passing_fault_is_tried_again(provider, upstream):
    upstream.replies = [[503], answer("Hello")]
    text, end = await collect(provider)
    assert (text, end.finish_reason, len(upstream.requests)) == ("Hello", FinishReason.STOP, 2)


@pytest.mark.parametrize(
    "fault",
    [
        [None],
        [b'data: {"error": {"code": 429, "message": "slow down"}}\n\n'],
        [chunk(""), None],
        [408],
        [429, ("headers", {"retry-after": "0"})],
        [429, ("headers", {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"})],
    ],
)
async def test_whatever_fails_before_the_first_text_is_tried_again(provider, upstream, fault):
    upstream.replies = [fault, answer("Hello")]
    text, end = await collect(provider)
    assert (text, end.finish_reason, len(upstream.requests)) == ("Hello", FinishReason.STOP, 2)


async def test_a_provider_that_wants_to_be_left_alone_for_long_is(provider, upstream):
    upstream.replies = [[429, ("headers", {"retry-after": "3600"})], answer("Hello")]
    _, error = await collect(provider)
    assert (error.code, error.retry_after_seconds, len(upstream.requests)) == ("PROVIDER_RATE_LIMITED", 3600.0, 1)


@pytest.mark.parametrize(
    "fault",
    [
        [403, ("code", 403), ("metadata", {"reasons": ["violence", 7, "x" * 101], "flagged_input": "secret"})],
        [b'data: {"error": {"code": 403, "metadata": {"reasons": ["violence"]}}}\n\n'],
    ],
)
async def test_a_message_that_moderation_refuses_has_its_own_code_and_reasons(provider, upstream, fault):
    upstream.replies = [fault]
    _, error = await collect(provider)
    assert (error.code, error.reasons, len(upstream.requests)) == ("MESSAGE_MODERATED", ("violence",), 1)


@pytest.mark.parametrize("code", ["content_filter", "content_policy_violation"])
async def test_the_filters_of_openai_and_azure_are_moderation(provider, upstream, code):
    upstream.replies = [[400, ("code", code)]]
    assert (await collect(provider))[1].code == "MESSAGE_MODERATED"


async def test_a_provider_without_records_is_not_asked_for_one(provider, upstream):
    assert await provider.usage_record("cmpl-1", 1) is None
    assert upstream.records_asked == 0


async def test_a_record_that_comes_late_is_waited_for(upstream):
    profile = ServerProfile(
        "openrouter", upstream.base_url, True, first_byte_seconds=1, idle_seconds=1, keeps_records=True
    )
    provider = OpenAICompatibleProvider(profile, "key")
    upstream.records = {
        "gen-1": {
            "native_tokens_prompt": 20,
            "native_tokens_cached": 5,
            "native_tokens_completion": 9,
            "native_tokens_reasoning": 4,
            "tokens_prompt": 17,
        }
    }
    upstream.records_late = 1
    counts = TokenCounts(input_tokens=15, output_tokens=5, cache_read_tokens=5, reasoning_tokens=4)
    assert await provider.usage_record("gen-1", 10) == counts
    assert upstream.records_asked == 2
    assert await provider.usage_record("gen-2", 0.4) is None
    await provider.close()


async def test_a_parameter_that_a_model_does_not_take_is_left_out(provider, upstream):
    upstream.replies = [[400, ("param", "temperature")], [400, ("param", "max_tokens")], answer("Hello")]
    assert (await collect(provider))[0] == "Hello"
    first, second, third = upstream.requests
    assert ("temperature" in first, "temperature" in second) == (True, False)
    assert (third["max_completion_tokens"], "max_tokens" in third) == (100, False)


async def test_a_server_that_refuses_every_parameter_is_not_asked_for_ever(provider, upstream):
    upstream.replies = [[400, ("param", "temperature")]]
    assert (await collect(provider))[1].code == "PROVIDER_REFUSED"
    assert len(upstream.requests) == 2


async def test_a_context_that_is_too_long_has_its_own_code(provider, upstream):
    upstream.replies = [[400, ("code", "context_length_exceeded")]]
    assert (await collect(provider))[1].code == "PROMPT_TOO_LONG"


@pytest.mark.parametrize(
    ("reply", "text", "code"),
    [
        ([chunk("Hel"), None], "Hel", "PROVIDER_STREAM_CUT"),
        ([chunk("Hel")], "Hel", "PROVIDER_STREAM_CUT"),
        ([chunk("Hel"), HANG], "Hel", "PROVIDER_TIMEOUT"),
        ([HANG], "", "PROVIDER_TIMEOUT"),
        ([b"data: {not json}\n\n"], "", "PROVIDER_BAD_RESPONSE"),
        ([b"data: 42\n\n"], "", "PROVIDER_BAD_RESPONSE"),
        ([b"data: " + b"[" * 100_000 + b"\n\n"], "", "PROVIDER_BAD_RESPONSE"),
        ([b"data: \xff\xfe\n\n"], "", "PROVIDER_BAD_RESPONSE"),
        ([b"<html>hello</html>"], "", "PROVIDER_BAD_RESPONSE"),
        ([b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'], "", "PROVIDER_BAD_RESPONSE"),
        ([b'data: {"choices": {"0": 1}}\n\n'], "", "PROVIDER_BAD_RESPONSE"),
        ([chunk("Hel"), b'data: {"error": {"code": 429, "message": "slow down"}}\n\n'], "Hel", "PROVIDER_RATE_LIMITED"),
        ([chunk("Hel"), chunk(finish="error")], "Hel", "PROVIDER_UNAVAILABLE"),
    ],
)
async def test_what_a_stream_can_do_wrong(provider, upstream, reply, text, code):
    upstream.replies = [reply]
    received, error = await collect(provider)
    assert (received, error.code) == (text, code)


async def test_no_server_at_all():
    profile = ServerProfile("openai", "http://127.0.0.1:9/v1", None, first_byte_seconds=30, idle_seconds=1)
    provider = OpenAICompatibleProvider(profile, "key")
    assert (await collect(provider))[1].code == "PROVIDER_UNAVAILABLE"
    await provider.close()


@pytest.mark.parametrize(
    "usage",
    [usage_chunk(-1, 5), usage_chunk(10, "5"), usage_chunk(10, 1.5), usage_chunk(True, 5), usage_chunk(10, 10**15)],
)
async def test_usage_that_is_not_sound_is_none(provider, upstream, usage):
    upstream.replies = [[chunk("Hello"), chunk(finish="stop"), usage]]
    assert await collect(provider) == ("Hello", CompletionEnd(FinishReason.STOP, None, "cmpl-1", unsound_usage=True))


async def test_surrogates_are_joined_over_deltas_and_lone_ones_replaced(provider, upstream):
    upstream.replies = [answer("a\ud83d", "\ude00b", "\udc00", "c\ud83d")]
    assert (await collect(provider))[0] == "a😀b\ufffdc\ufffd"


async def test_closing_the_stream_stops_the_provider(provider, upstream):
    upstream.replies = [[chunk("Hel"), HANG]]
    stream = provider.stream(REQUEST)
    assert [await anext(stream), await anext(stream)] == [CompletionBegun("cmpl-1"), TextDelta("Hel")]
    await stream.aclose()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await upstream.disconnected.wait()


async def test_models_are_listed_with_the_prices_as_they_are_spelled(provider, upstream):
    upstream.models = [
        {
            "id": "a/free",
            "name": "Free",
            "context_length": 8192,
            "pricing": {"prompt": "0", "completion": "0"},
            "top_provider": {"max_completion_tokens": 1024},
        },
        {"id": "b/dear", "pricing": {"prompt": "-1", "completion": "0.000002", "input_cache_read": "0.0000005"}},
        {
            "id": "c/hosted",
            "providers": [
                {"status": "live", "context_length": 4096, "pricing": {"input": 0.1, "output": 0.5}},
                {"status": "live", "context_length": 8192, "pricing": {"input": 0.3, "output": 0.4}},
                {"status": "error", "pricing": {"input": 99, "output": 99}},
            ],
        },
        {"id": ""},
        {"id": 5},
        {"id": "ü"},
    ]
    free, dear, hosted = await provider.list_models()
    assert (free.name, free.context_window, free.max_output_tokens) == ("Free", 8192, 1024)
    assert free.prices == {"input": "0", "output": "0"}
    assert dear.prices == {"input": "-1", "output": "0.000002", "cache_read": "0.0000005"}
    assert (hosted.context_window, hosted.prices) == (4096, {"input": "3E-7", "output": "5E-7"})
