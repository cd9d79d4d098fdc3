"""What keeps a reconciliation from being made."""

__all__ = ["ReconciliationError"]


class ReconciliationError(Exception):
    """A gateway does not answer or cannot be listed, so nothing can be said. What was put right until then stays."""

    def __init__(self, gateway: str, reason: str) -> None:
        self.gateway = gateway
        super().__init__(f"{gateway} cannot be compared with: {reason}")
