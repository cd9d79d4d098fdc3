"""Signing in by other identity providers."""

from services.sign_in.clerk import Clerk
from services.sign_in.service import SignIns

__all__ = ["Clerk", "SignIns"]
