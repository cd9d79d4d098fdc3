"""Binds a form to its object and to this run of the simulator; another site can neither read nor make it."""

import hashlib
import hmac

from gateways.simulated.simulator import Simulator

__all__ = ["form_token", "is_form_token"]


def form_token(simulator: Simulator, object_id: str) -> str:
    """The hidden field of a form that acts on this object."""
    return hmac.new(simulator.form_key, object_id.encode("utf-8"), hashlib.sha256).hexdigest()


def is_form_token(simulator: Simulator, object_id: str, given: object) -> bool:
    """Whether a form with this hidden field came from us."""
    expected = form_token(simulator, object_id)
    return isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())
