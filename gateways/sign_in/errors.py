"""What can go wrong at an identity provider.

GatewayError
├── SignInUnavailableError      no answer, or none that can be read; a retry may help
├── SignInDeclinedError         the provider, or the person there, said no
└── ProofInvalidError           what came is not the provider's word about whoever signs in here and now
    └── ProofExpiredError       it was, and has run out
"""

from gateways.errors import GatewayError

__all__ = ["ProofExpiredError", "ProofInvalidError", "SignInDeclinedError", "SignInUnavailableError"]


class SignInUnavailableError(GatewayError):
    """The provider gave no answer within the time and size limits, or none that can be read."""


class SignInDeclinedError(GatewayError):
    """The provider refused: the code is unknown or used, or the person did not agree."""


class ProofInvalidError(GatewayError):
    """Not signed by the provider, not for us, not now, or not for this sign-in. The message is for the log."""


class ProofExpiredError(ProofInvalidError):
    """All else about it is in order."""
