"""How a stream ends, put together from whichever chunks say it."""

from gateways.providers.chunks import Chunk
from gateways.providers.errors import ProviderError
from gateways.providers.provider import CompletionEnd, FinishReason, TokenCounts

__all__ = ["StreamEnd"]


class StreamEnd:
    """Gathers what the chunks of one stream say about its end."""

    def __init__(self) -> None:
        self.started = False
        self._finish_reason: FinishReason | None = None
        self._usage: TokenCounts | None = None
        self._has_usage = False
        self._request_id: str | None = None

    def note(self, chunk: Chunk) -> bool:
        """Keep what `chunk` adds; later usage replaces earlier. Whether the completion's id became known by it."""
        self.started = True
        self._finish_reason = self._finish_reason or chunk.finish_reason
        if chunk.has_usage:
            self._has_usage, self._usage = True, chunk.usage
        named = self._request_id is None and chunk.request_id is not None
        self._request_id = self._request_id or chunk.request_id
        return named

    def event(self) -> CompletionEnd:
        """The end; a stream that said neither a reason nor usage broke off, or was no stream of ours."""
        if not self.started:
            raise ProviderError("PROVIDER_BAD_RESPONSE")
        if self._finish_reason is None and not self._has_usage:
            raise ProviderError("PROVIDER_STREAM_CUT")
        unsound = self._has_usage and self._usage is None
        return CompletionEnd(self._finish_reason or FinishReason.STOP, self._usage, self._request_id, unsound)
