"""The version of Stripe's API that this code was written for."""

__all__ = ["STRIPE_API_VERSION"]

STRIPE_API_VERSION = "2026-10-28.endive"
"""Sent with every call and expected on every event. The webhook endpoint in Stripe must be set to the same version."""
