"""Identifiers that look like Stripe's."""

import secrets

__all__ = ["client_secret", "new_id"]

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def new_id(prefix: str) -> str:
    """Such as `pi_3...`, 24 random characters."""
    return f"{prefix}_3{_random(23)}"


def client_secret(object_id: str) -> str:
    """What lets a browser confirm this one object."""
    return f"{object_id}_secret_{_random(25)}"


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
