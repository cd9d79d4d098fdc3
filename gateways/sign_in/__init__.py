"""Other identity providers: where people sign in, and what such a provider then says about them."""

from gateways.sign_in.errors import ProofExpiredError, ProofInvalidError, SignInDeclinedError, SignInUnavailableError
from gateways.sign_in.from_settings import sign_in_providers_from_settings
from gateways.sign_in.provider import AskedSignIn, ProvedIdentity, SignInProvider

__all__ = [
    "AskedSignIn",
    "ProofExpiredError",
    "ProofInvalidError",
    "ProvedIdentity",
    "SignInDeclinedError",
    "SignInProvider",
    "SignInUnavailableError",
    "sign_in_providers_from_settings",
]
