"""Words of graphql-transport-ws: why a connection is closed.

Source: github.com/enisdenjo/graphql-ws, PROTOCOL.md; 1xxx codes are those of RFC 6455, section 7.4.1.
"""

from enum import IntEnum

__all__ = ["SUBPROTOCOL", "CloseCode", "ProtocolError"]

SUBPROTOCOL = "graphql-transport-ws"


class CloseCode(IntEnum):
    """Why a connection is closed."""

    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    TRY_AGAIN_LATER = 1013
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INITIALISATION_TIMEOUT = 4408
    SUBSCRIBER_ALREADY_EXISTS = 4409
    TOO_MANY_INITIALISATIONS = 4429


class ProtocolError(Exception):
    """The client broke the protocol, or may not connect: the connection is closed with this code."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(f"{code.value}: {reason}")
