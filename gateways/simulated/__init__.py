"""A simulated Stripe: a server of its own that speaks Stripe's API over HTTP. No money moves.

Start at `app.create_simulated_stripe` (the ASGI app), `app.run` (the command) or `background.SimulatedStripe` (beside
another server). Why it exists: docs/decisions/0011-simulated-stripe.md.
"""
