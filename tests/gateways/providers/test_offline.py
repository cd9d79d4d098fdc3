"""The offline provider (C1)."""

import pytest

from gateways.providers import (
    ChatImage,
    ChatTurn,
    CompletionEnd,
    FinishReason,
    OfflineProvider,
    ProviderError,
    ProviderRequest,
    TokenCounts,
    count_text,
    count_turns,
)


async def ask(*said: str, model: str = "offline/echo", max_tokens: int = 4_000):
    turns = [ChatTurn("user" if index % 2 == 0 else "assistant", text) for index, text in enumerate(said)]
    request = ProviderRequest(model, turns, max_tokens, 0.7)
    events = [event async for event in OfflineProvider(pause_scale=0).stream(request)]
    return [event.text for event in events[:-1]], events[-1], turns


async def test_it_says_what_it_is_answers_and_counts():
    texts, end, turns = await ask("What is 17 * 3?")
    reply = "".join(texts)
    assert reply == (
        "This is Tokentill's built-in offline provider; no AI model is connected. 17 * 3 = 51. "
        'You said: "What is 17 * 3?" That is 5 words in 15 characters. '
        "Set OPENROUTER_API_KEY, HUGGINGFACE_API_KEY or OPENAI_API_KEY for real answers."
    )
    assert len(texts) > 5
    assert end == CompletionEnd(FinishReason.STOP, TokenCounts(count_turns(turns), count_text(reply)), None)
    assert end.usage.input_tokens == 8  # 15 bytes are four tokens, and four for the message
    assert await ask("What is 17 * 3?") == (texts, end, turns)


async def test_it_sees_the_conversation():
    texts, _, _ = await ask("Hi", "Hello!", "And now?")
    assert "Messages of yours before it in this conversation: 1." in "".join(texts)


async def test_it_tells_which_images_came_and_counts_them():
    images = (ChatImage("https://a.example/", "image/png"), ChatImage("https://a.example/b", "image/gif"))
    request = ProviderRequest("offline/echo", [ChatTurn("user", "Look", images)], 4_000, 0.7)
    *texts, end = [event async for event in OfflineProvider(pause_scale=0).stream(request)]
    assert "Images with it: 2 (image/png, image/gif)." in "".join(event.text for event in texts)
    assert end.usage.input_tokens == 1 + 4 + 2 * 1_024


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
async def test_it_keeps_to_the_limit(limit):
    texts, end, _ = await ask("Hi", max_tokens=limit)
    assert end.finish_reason is FinishReason.LENGTH
    assert 0 < end.usage.output_tokens <= limit
    assert end.usage.output_tokens == count_text("".join(texts))


async def test_another_model_is_not_found():
    with pytest.raises(ProviderError) as caught:
        await ask("Hi", model="gpt-9")
    assert (caught.value.code, caught.value.retryable) == ("MODEL_NOT_FOUND", False)


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2), ("你好", 2)])
def test_the_local_count(text, tokens):
    assert count_text(text) == tokens
