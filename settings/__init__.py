"""Every setting of Tokentill, typed and read once, from environment variables and then from a `.env` file."""

from settings.addresses import ProxyHeaders
from settings.fields import (
    SIMULATED_RAZORPAY_KEY_PREFIX,
    SIMULATED_STRIPE_KEY_PREFIX,
    Environment,
    Settings,
    SettingsError,
)
from settings.loading import load_environment, load_settings
from settings.writing import environment_of

__all__ = [
    "SIMULATED_RAZORPAY_KEY_PREFIX",
    "SIMULATED_STRIPE_KEY_PREFIX",
    "Environment",
    "ProxyHeaders",
    "Settings",
    "SettingsError",
    "environment_of",
    "load_environment",
    "load_settings",
]
