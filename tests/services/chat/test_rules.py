"""Chat's pure rules: bounds, history, titles, requests, and what an ending comes to."""

from datetime import UTC, datetime

import pytest

from gateways.providers import Capability, ChatImage, ChatTurn, CompletionEnd, FinishReason, ProviderError, TokenCounts
from models.generation import Generation, GenerationFailure, GenerationStatus, ModelChoice
from models.message import SamplingParameters
from services.catalog.model import CatalogModel
from services.chat import AskedAttachment
from services.chat.bounds import input_bound, is_plausible, output_limit, reply_byte_limit
from services.chat.errors import PromptTooLongError
from services.chat.history import cut_to_window, history_budget
from services.chat.image_bounds import most_image_tokens
from services.chat.image_choice import count_images, with_images_for
from services.chat.outcome import Ending, judge
from services.chat.request import ChatRequest, may_begin_again
from services.conversation_texts import title_of
from services.errors import InvalidInputError
from services.ledger.errors import IdempotencyConflictError

NOW = datetime(2026, 3, 1, tzinfo=UTC)
IMAGE = ChatImage("https://a.example/", "image/png")


def user(text: str) -> ChatTurn:
    return ChatTurn("user", text)


def test_the_input_bound_is_bytes_and_the_template():
    assert input_bound([user("abc"), user("你好")], None) == 256 + 3 + 16 + 6 + 16
    assert input_bound([user("a" * 10_000)], 8_192) == 8_192


def test_the_input_bound_counts_the_longer_normal_form():
    text = "\u0958"  # three bytes; NFC makes two code points of three bytes each
    assert input_bound([user(text)], None) == 256 + 16 + 6


def test_an_image_is_bounded_by_its_own_rule_and_not_by_the_window():
    seen = ChatTurn("user", "abc", (IMAGE, IMAGE))
    assert input_bound([seen, user("x")], None, 5_000) == 256 + 3 + 16 + 1 + 16 + 10_000
    assert input_bound([ChatTurn("user", "a" * 10_000, (IMAGE,))], 8_192, 48_169) == 8_192 + 48_169


@pytest.mark.parametrize(
    ("model_id", "tokens"),
    [
        ("openai/gpt-4o", 5_000),
        ("openai/gpt-4o-mini-2024-07-18", 48_169),
        ("Qwen/Qwen2.5-VL-7B-Instruct", 16_384),
        ("anthropic/claude-sonnet-4", 5_000),
    ],
)
def test_models_that_need_more_for_an_image_are_known(model_id, tokens):
    assert most_image_tokens(model_id, 5_000) == tokens
    assert most_image_tokens(model_id, 60_000) == 60_000


def model(*capabilities: Capability) -> CatalogModel:
    return CatalogModel("m", "M", "p", None, None, None, capabilities=frozenset(capabilities))


def test_the_images_of_the_newest_messages_go_along_up_to_sixteen():
    turns = [ChatTurn("user", "c", (IMAGE,) * 8), user("b"), ChatTurn("user", "a", (IMAGE,) * 8)]
    kept = with_images_for(model(Capability.IMAGES), turns, 3)
    assert [len(turn.images) for turn in kept] == [8, 0, 5]
    assert [turn.content for turn in kept] == ["c", "b", "a"]
    assert with_images_for(model(Capability.IMAGES), turns, 0) == turns
    assert count_images(with_images_for(model(Capability.TOOLS), turns, 0)) == 0


def test_an_image_takes_room_in_the_window():
    seen = ChatTurn("user", "a" * 84, (IMAGE,))
    assert cut_to_window([seen], 50 + 2_048) == [seen]
    assert cut_to_window([seen], 50 + 2_047) == []
    assert history_budget("a" * 400, 10_000, 500, images=2) == 10_000 - 500 - 208 - 2 * 2_048
    with pytest.raises(PromptTooLongError):
        history_budget("a" * 400, 500 + 100 + 2_047, 500, images=2)


def test_the_output_limit_keeps_half_of_the_window():
    assert output_limit(4_000, 32_768, None) == 4_000
    assert output_limit(4_000, 4_096, None) == 2_048
    assert output_limit(4_000, 32_768, 1_024) == 1_024
    assert output_limit(4_000, 1, None) == 1


def test_a_reply_has_a_limit_in_bytes():
    assert reply_byte_limit(100) == 1_024 + 3_200
    assert reply_byte_limit(1_000_000) == 4_000_000


@pytest.mark.parametrize(
    ("counts", "has_text", "plausible"),
    [
        (TokenCounts(50, 100), True, True),
        (TokenCounts(51, 100), True, False),
        (TokenCounts(20, 100, 20, 11), True, False),
        (TokenCounts(50, 100, reasoning_tokens=16), True, True),
        (TokenCounts(50, 117), True, False),
        (TokenCounts(0, 100), True, False),
        (TokenCounts(50, 0), True, False),
        (TokenCounts(50, 0), False, True),
    ],
)
def test_usage_that_cannot_be_true_is_not_charged(counts, has_text, plausible):
    assert is_plausible(counts, input_bound=50, max_tokens=100, has_text=has_text) is plausible


def test_the_oldest_messages_are_left_out_first():
    turns = [user("a" * 84), ChatTurn("assistant", "b" * 84), user("c" * 84), ChatTurn("assistant", "d" * 84)]
    newest_first = turns[::-1]
    assert cut_to_window(newest_first, 200) == turns  # 50 a turn
    assert cut_to_window(newest_first, 199) == turns[2:]
    assert cut_to_window(newest_first, 100) == turns[2:]
    assert cut_to_window(newest_first, 99) == []  # a reply without its question is not sent
    assert cut_to_window([], 100) == []


def test_the_message_itself_must_fit():
    assert history_budget("a" * 400, 1_000, 500) == 1_000 - 500 - 208
    assert history_budget("a" * 2_000, 1_000, 500) == 0
    with pytest.raises(PromptTooLongError):
        history_budget("a" * 2_001, 1_000, 500)


def test_a_title_is_the_first_50_characters():
    assert title_of("Hello") == "Hello"
    assert title_of("  a\n\n b\tc ") == "a b c"
    assert title_of("x" * 51) == "x" * 50
    assert title_of("😀" * 60) == "😀" * 50


def request(**values: object) -> ChatRequest:
    return ChatRequest(**{"message": "Hello", "idempotency_key": "k", **values})


def image(url="https://a.example/", media_type="image/png", name=None) -> AskedAttachment:
    return AskedAttachment(url, media_type, name)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"attachments": (image(),) * 9}, "attachments"),
        ({"attachments": (image("https://a.example/" + "x" * 2_031),)}, "url"),
        ({"attachments": (image(name=""),)}, "name"),
        ({"attachments": (image(name=" "),)}, "name"),
        ({"attachments": (image(name="a\n"),)}, "name"),
        ({"attachments": (image(name="a\u202eb"),)}, "name"),
        ({"attachments": (image(name="\ud800"),)}, "name"),
        ({"attachments": (image(name="x" * 256),)}, "name"),
        ({"message": ""}, "message"),
        ({"message": " \n"}, "message"),
        ({"message": "x" * 101}, "message"),
        ({"message": "\ud800"}, "message"),
        ({"message": "a\x00"}, "message"),
        ({"idempotency_key": ""}, "idempotencyKey"),
        ({"idempotency_key": "k#2"}, "idempotencyKey"),
        ({"temperature": 2.1}, "temperature"),
        ({"temperature": float("nan")}, "temperature"),
        ({"top_p": 0.0}, "topP"),
        ({"max_tokens": 0}, "maxTokens"),
        ({"fallback_models": ("a", "b", "c", "d")}, "fallbackModels"),
        ({"fallback_models": ("a", "a")}, "fallbackModels"),
        ({"model_id": "a", "fallback_models": ("a",)}, "fallbackModels"),
    ],
)
def test_a_request_out_of_its_bounds_is_refused(values, field):
    with pytest.raises(InvalidInputError) as caught:
        request(**values).check(most_characters=100)
    assert caught.value.field == field


def test_a_request_within_its_bounds_is_taken():
    request(message="x" * 100, temperature=2.0, top_p=1.0, max_tokens=4_000).check(most_characters=100)
    eight = tuple(image(f"https://a.example/{number}", name="x" * 255) for number in range(8))
    request(attachments=eight).check(most_characters=100)


def test_every_part_of_a_request_but_its_key_is_in_its_hash():
    parts = [
        {},
        {"message": "Hi"},
        {"model_id": "m"},
        {"conversation_id": "c"},
        {"temperature": 0.7},
        {"max_tokens": 5},
        {"top_p": 0.5},
        {"fallback_models": ("m",)},
        {"fallback_models": ("n",)},
        {"attachments": ()},
        {"attachments": (image(),)},
        {"attachments": (image("https://b.example/"),)},
        {"attachments": (image(media_type="image/gif"),)},
        {"attachments": (image(name="a"),)},
    ]
    assert len({request(**part).input_hash() for part in parts}) == len(parts)
    assert request(idempotency_key="other").input_hash() == request().input_hash()


def generation(**values: object) -> Generation:
    return Generation.model_construct(
        **{
            "parameters": SamplingParameters(temperature=0.7, max_tokens=100),
            "input_hash": request().input_hash(),
            **values,
        }
    )


CHOICE = ModelChoice(
    model_id="m",
    provider="p",
    rates={"input": 1_000_000, "output": 2_000_000, "cache_read": 0, "cache_write": 0, "reasoning": 0},
    price_version="p1-x",
    input_bound=100,
    max_tokens=100,
)
THOUGHT_ONLY = TokenCounts(input_tokens=20, reasoning_tokens=100)
TURNS = [user("a" * 40)]  # 14 by the local count


@pytest.mark.parametrize(
    ("text", "ending", "reason", "cost", "counted_by"),
    [
        ("Hi", Ending(end=CompletionEnd(FinishReason.STOP, TokenCounts(20, 5), "r")), "stop", 30, "provider"),
        ("Hi", Ending(end=CompletionEnd(FinishReason.STOP, TokenCounts(100, 100), "r")), "stop", 300, "provider"),
        ("Hi", Ending(end=CompletionEnd(FinishReason.STOP, None, "r")), "stop", 14 + 2, "local"),
        ("Hi", Ending(end=CompletionEnd(FinishReason.STOP, TokenCounts(101, 5), "r")), "stop", 14 + 2, "local"),
        ("Hi", Ending(error=ProviderError("PROVIDER_STREAM_CUT")), "cut", 14 + 2, "local"),
        ("Hi", Ending(reason=FinishReason.CANCELLED), "cancelled", 14 + 2, "local"),
        ("Hi", Ending(reason=FinishReason.TIMEOUT), "timeout", 14 + 2, "local"),
        ("x" * 4_000, Ending(reason=FinishReason.LENGTH), "length", 300, "local"),
        (
            "",
            Ending(end=CompletionEnd(FinishReason.LENGTH, TokenCounts(20, 0, 0, 0, 100), "r")),
            "length",
            20,
            "provider",
        ),
    ],
)
def test_what_is_delivered_is_charged_and_never_more_than_held(text, ending, reason, cost, counted_by):
    result = judge(CHOICE, TURNS, text, ending, held=300, now=NOW)
    assert (result.text, result.finish_reason, result.usage.cost, result.counted_by) == (text, reason, cost, counted_by)


@pytest.mark.parametrize(
    ("ending", "code", "retryable"),
    [
        (Ending(error=ProviderError("PROVIDER_AUTH")), "PROVIDER_AUTH", False),
        (Ending(error=ProviderError("PROVIDER_RATE_LIMITED")), "PROVIDER_RATE_LIMITED", True),
        (Ending(reason=FinishReason.TIMEOUT), "PROVIDER_TIMEOUT", True),
        (Ending(reason=FinishReason.CANCELLED), "CHAT_CANCELLED", True),
        (Ending(end=CompletionEnd(FinishReason.STOP, TokenCounts(20, 5), "r")), "EMPTY_REPLY", True),
        (Ending(end=CompletionEnd(FinishReason.CONTENT_FILTER, None, "r")), "CONTENT_FILTERED", False),
    ],
)
def test_nothing_delivered_is_a_failure(ending, code, retryable):
    failure = judge(CHOICE, TURNS, "", ending, held=300, now=NOW)
    assert isinstance(failure, GenerationFailure)
    assert (failure.code, failure.retryable) == (code, retryable)


def test_a_keymay_begin_again_only_after_a_failure_that_may_pass():
    passing = GenerationFailure(code="X", message="x", retryable=True)
    lasting = GenerationFailure(code="X", message="x", retryable=False)
    failed, done = GenerationStatus.FAILED, GenerationStatus.DONE
    assert may_begin_again(generation(status=failed, failure=passing), request()) is True
    assert may_begin_again(generation(status=failed, failure=lasting), request()) is False
    assert may_begin_again(generation(status=done, failure=None), request()) is False
    with pytest.raises(IdempotencyConflictError):
        may_begin_again(generation(status=failed, failure=passing), request(message="other"))
