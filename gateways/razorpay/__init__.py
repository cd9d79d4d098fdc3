"""Razorpay behind `gateways.payment_gateway`. Start at `factory.create_razorpay_gateway`."""
