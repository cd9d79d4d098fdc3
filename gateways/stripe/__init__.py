"""Stripe behind `gateways.payment_gateway`. Start at `factory.create_stripe_gateway`."""
