"""The interface of what a gateway hands to a payer's browser as a proof that it was paid."""

from typing import Protocol

__all__ = ["PayerProofs"]


class PayerProofs(Protocol):
    """Proofs of one gateway. One that holds is a reason to ask the gateway at once, and never a reason to credit."""

    def check(self, reference: str, attempt: str, signature: str) -> None:
        """Whether the gateway signed that `attempt` (its own id) pays `reference`; raises SignatureInvalidError."""
