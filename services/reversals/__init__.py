"""Money that goes back, and the tokens that go with it. Start at `service.Reversals`; the rules are in `rules`."""

from services.reversals.service import Reversals

__all__ = ["Reversals"]
