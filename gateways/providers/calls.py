"""What one attempt at a completion has used, by its provider's counts or, where it broke off, by the local ones."""

from dataclasses import dataclass

from gateways.providers.counting import count_bytes, count_turns
from gateways.providers.keys import UsableKey
from gateways.providers.provider import (
    CompletionBegun,
    CompletionEnd,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)

__all__ = ["Call"]


@dataclass(slots=True)
class Call:
    """One attempt, with one key."""

    request: ProviderRequest
    key: UsableKey | None = None
    """None until there is one."""
    served: bool = False
    _text_bytes: int = 0
    _usage: TokenCounts | None = None

    @property
    def delivered(self) -> bool:
        """Whether any text came."""
        return self._text_bytes > 0

    def note(self, event: ProviderEvent) -> None:
        """Take in what came."""
        self.served = True
        match event:
            case TextDelta():
                self._text_bytes += len(event.text.encode())
            case CompletionEnd():
                self._usage = event.usage
            case CompletionBegun():
                pass

    def counts(self) -> TokenCounts | None:
        """What it has used; None when it was not served."""
        if self._usage is not None or not self.served:
            return self._usage
        return TokenCounts(input_tokens=count_turns(self.request.turns), output_tokens=count_bytes(self._text_bytes))
