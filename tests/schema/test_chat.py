"""What a chat is asked with and what its reply tells, in GraphQL's form."""

from datetime import UTC, datetime

from models.message import CompletionUsage, Message, MessageRole
from schema.chat import ChatInput, RegenerateReplyInput
from schema.message import Message as SchemaMessage
from schema.message import UsageCounter

RATES = {"input": 1, "output": 2, "cache_read": 3, "cache_write": 4, "reasoning": 5, "image": 6}


def reply(**more) -> Message:
    usage = CompletionUsage(
        input_tokens=1, output_tokens=1, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=0, cost=2, **more
    )
    return Message.model_construct(
        id="msg_1",
        role=MessageRole.ASSISTANT,
        content="Hi",
        model_id="b/served",
        requested_model_id="a/asked",
        usage=usage,
        finish_reason="stop",
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_fallback_models_are_passed_on_in_their_order():
    asked = ChatInput(message="Hi", idempotency_key="k", fallback_models=["b", "a"])
    assert asked.to_service().fallback_models == ("b", "a")
    assert ChatInput(message="Hi", idempotency_key="k").to_service().fallback_models == ()


def test_a_reply_that_is_made_again_may_have_other_models_too():
    asked = RegenerateReplyInput(reply_id="msg_1", idempotency_key="k", fallback_models=["b", "a"])
    assert (asked.to_service().regenerates_id, asked.to_service().fallback_models) == ("msg_1", ("b", "a"))
    assert RegenerateReplyInput(reply_id="msg_1", idempotency_key="k").to_service().fallback_models == ()


def test_a_reply_tells_who_served_who_counted_and_at_which_rates():
    shown = SchemaMessage.of(reply(counted_by="record", rates=RATES, price_version="p2-x"))
    assert (shown.model_id, shown.requested_model_id) == ("b/served", "a/asked")
    assert shown.usage.counted_by is UsageCounter.RECORD
    pricing = shown.usage.pricing
    assert {kind: getattr(pricing, kind) for kind in RATES} == RATES
    assert pricing.version == "p2-x"


def test_a_reply_from_before_that_was_kept_tells_none_of_it():
    shown = SchemaMessage.of(reply())
    assert (shown.usage.counted_by, shown.usage.pricing) == (None, None)
