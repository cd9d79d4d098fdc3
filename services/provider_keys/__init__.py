"""Keys of model providers: several for each, sealed in the database, chosen for each call, left alone when refused."""

from services.provider_keys.ring import KeyRing
from services.provider_keys.service import ProviderKeys
from services.provider_keys.trying import KeyTester

__all__ = ["KeyRing", "KeyTester", "ProviderKeys"]
