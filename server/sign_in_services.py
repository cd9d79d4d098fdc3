"""Builds what signs people in by other providers."""

from gateways.clerk import clerk_session_tokens_from_settings
from gateways.sign_in import sign_in_providers_from_settings
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.identity.service import IdentityService
from services.sign_in import Clerk, SignIns
from settings import Settings

__all__ = ["sign_in_services"]


def sign_in_services(
    *, settings: Settings, clock: Clock, identity: IdentityService, api_keys: ApiKeys, signing_secret: str
) -> tuple[SignIns, Clerk]:
    """Both by the same rule of which account a person has. Clerk's tokens are taken from then on, if set up."""
    sign_ins = SignIns(
        settings=settings,
        clock=clock,
        providers=sign_in_providers_from_settings(settings, clock),
        identity=identity,
        api_keys=api_keys,
        signing_secret=signing_secret,
    )
    clerk = Clerk(
        settings=settings,
        tokens=clerk_session_tokens_from_settings(settings, clock),
        joining=sign_ins.joining,
        identity=identity,
        api_keys=api_keys,
        clock=clock,
    )
    return sign_ins, clerk
