"""What a finished stream comes to: a reply with its cost, or a failure that costs nothing. Pure rules."""

from dataclasses import dataclass
from datetime import datetime

from gateways.providers import (
    ChatTurn,
    CompletionEnd,
    FinishReason,
    ProviderError,
    TokenCounts,
    count_text,
    count_turns,
)
from models.generation import GenerationFailure, GenerationResult, ModelChoice
from models.message import CompletionUsage
from services.catalog.pricing import Rates
from services.chat.bounds import is_plausible
from services.chat.errors import ServerBusyError
from services.chat.image_bounds import usual_image_tokens

__all__ = ["IMPLAUSIBLE", "Ending", "failure_of", "judge"]

IMPLAUSIBLE = "USAGE_IMPLAUSIBLE"
"""The flag of a reply whose provider sent counts that cannot be true."""

_CANCELLED = GenerationFailure(
    code="CHAT_CANCELLED", message="The chat was stopped before anything was delivered.", retryable=True
)
_EMPTY = GenerationFailure(code="EMPTY_REPLY", message="The model gave no answer.", retryable=True)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a stream ended: by the provider's own end, by its error, or by us for a reason."""

    end: CompletionEnd | None = None
    error: ProviderError | ServerBusyError | None = None
    reason: FinishReason | None = None
    request_id: str | None = None
    """The provider's id of the completion."""
    record: TokenCounts | None = None
    """What the provider's own record says, for a reply that broke off or ended without counts."""

    @property
    def lacks_counts(self) -> bool:
        """Whether the provider has said nothing of what was used, not even something that cannot be true."""
        return self.end is None or (self.end.usage is None and not self.end.unsound_usage)


def failure_of(error: ProviderError | ServerBusyError) -> GenerationFailure:
    """The failure that an error of a provider, or of this server's, is."""
    reasons = list(error.reasons) if isinstance(error, ProviderError) else []
    return GenerationFailure(code=error.code, message=error.message, retryable=error.retryable, reasons=reasons)


def judge(
    choice: ModelChoice, turns: list[ChatTurn], text: str, ending: Ending, *, held: int, now: datetime
) -> GenerationResult | GenerationFailure:
    """What `text`, all that `choice` has delivered in answer to `turns`, and how it ended come to.

    Only text is worth tokens: without any, it is a failure, except where the model used up its whole limit thinking.
    A provider's counts are charged if they can be true, be they of its reply or of its record of one that broke off;
    else a local count of what was sent and delivered. The cost is never more than what is held.
    """
    if not text:
        failure = _failure_without_text(ending)
        if failure is not None:
            return failure
    counts, counted_by, flag = _counts(choice, turns, text, ending)
    cost = min(Rates(**choice.rates).cost(counts, choice.images), held)
    return GenerationResult(
        text=text,
        finish_reason=_finish_reason(ending).value,
        usage=CompletionUsage(
            input_tokens=counts.input_tokens,
            output_tokens=counts.output_tokens,
            cache_read_tokens=counts.cache_read_tokens,
            cache_write_tokens=counts.cache_write_tokens,
            reasoning_tokens=counts.reasoning_tokens,
            images=choice.images,
            cost=cost,
            counted_by=counted_by,
            rates=choice.rates,
            price_version=choice.price_version,
        ),
        counted_by=counted_by,
        usage_flag=flag,
        request_id=ending.request_id,
        at=now,
    )


def _failure_without_text(ending: Ending) -> GenerationFailure | None:
    if ending.error is not None:
        return failure_of(ending.error)
    if ending.reason is FinishReason.TIMEOUT:
        return failure_of(ProviderError("PROVIDER_TIMEOUT"))
    if ending.end is None:
        return _CANCELLED
    if ending.end.finish_reason is FinishReason.CONTENT_FILTER:
        return failure_of(ProviderError("CONTENT_FILTERED"))
    return None if ending.end.finish_reason is FinishReason.LENGTH else _EMPTY


def _counts(
    choice: ModelChoice, turns: list[ChatTurn], text: str, ending: Ending
) -> tuple[TokenCounts, str, str | None]:
    """The counts to charge, who counted, and what was wrong with those of the provider."""
    told, source = (ending.record, "record") if ending.lacks_counts else (_usage_of(ending), "provider")
    if told is not None and _can_be_true(told, choice, text, ending):
        return told, source, None
    flag = None if told is None and ending.lacks_counts else IMPLAUSIBLE
    sent = count_turns(turns, usual_image_tokens(choice.model_id))
    return TokenCounts(input_tokens=sent, output_tokens=count_text(text)), "local", flag


def _usage_of(ending: Ending) -> TokenCounts | None:
    return None if ending.end is None else ending.end.usage


def _can_be_true(counts: TokenCounts, choice: ModelChoice, text: str, ending: Ending) -> bool:
    """A record can count what was written after the stream broke off: no token of what came is less than a byte."""
    if ending.end is None and counts.output_tokens > len(text.encode()):
        return False
    return is_plausible(
        counts,
        input_bound=choice.input_bound,
        max_tokens=choice.max_tokens,
        has_text=bool(text),
        images=choice.images,
    )


def _finish_reason(ending: Ending) -> FinishReason:
    if ending.end is not None:
        return ending.end.finish_reason
    return ending.reason or FinishReason.CUT
