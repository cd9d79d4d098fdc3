"""What can go wrong outside.

GatewayError
├── GatewayUnavailableError     no answer, or a server error; a retry may help
├── GatewayRefusedError         the other side said no, with its stable code
│   ├── PaymentUnknownError     it has no payment of the reference that was asked for
│   └── TaxAddressUnknownError  it cannot tell by this address which tax is due
├── GatewayNotConfiguredError   this server is not set up for the gateway that a payment names
├── SignatureInvalidError       a webhook body that its source did not sign
└── EventMalformedError         a signed body that is not an event we can read
"""

__all__ = [
    "EventMalformedError",
    "GatewayError",
    "GatewayNotConfiguredError",
    "GatewayRefusedError",
    "GatewayUnavailableError",
    "PaymentUnknownError",
    "SignatureInvalidError",
    "TaxAddressUnknownError",
]


class GatewayError(Exception):
    """Something outside did not do what was asked."""


class GatewayUnavailableError(GatewayError):
    """No answer within the time limit, or the other side's own fault. Whether it took effect is not known."""


class GatewayRefusedError(GatewayError):
    """The other side refused. `code` is its own stable code, `message` its sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


class PaymentUnknownError(GatewayRefusedError):
    """The other side knows no payment of this reference; nobody can pay it there."""


class TaxAddressUnknownError(GatewayRefusedError):
    """The other side cannot tell by the payer's address which tax is due. Another address may do."""


class GatewayNotConfiguredError(GatewayError):
    """A payment or an event names a gateway whose keys are not set on this server (any more). Nobody was asked."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This server is not set up for payments through {name}.")


class SignatureInvalidError(GatewayError):
    """The signature is missing, wrong, too old or of the wrong mode. Nothing may be written."""


class EventMalformedError(GatewayError):
    """The body is signed, but it is not an event of a known form."""
