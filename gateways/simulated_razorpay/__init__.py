"""A small, stateful Razorpay: orders, payments, refunds, disputes, signed webhooks, and a page for people.

Written from Razorpay's documentation (https://razorpay.com/docs/api). The real SDK talks to it over HTTP. What every
simulated gateway needs (state, deliveries, faults) it shares with `gateways.simulated`. Start at `app`.
"""
