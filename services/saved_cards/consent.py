"""What a user agrees to who lets a card be saved. Kept with each consent, so that it can be shown later."""

__all__ = ["CONSENT_VERSION", "CONSENT_WORDING"]

CONSENT_VERSION = "2026-11"
"""Raised with every change of the wording; what was agreed to before stays what it was."""

CONSENT_WORDING = (
    "I allow this shop to keep my card with its payment provider and to charge it while I am away, for nothing but the"
    " top-ups that I set up, within the limits that I set there, until I remove the card or stop them."
)
"""What a client shows beside the box that is ticked. See
https://docs.stripe.com/payments/save-and-reuse#compliance for what it must say.
"""
