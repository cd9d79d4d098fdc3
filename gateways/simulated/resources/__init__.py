"""Stripe's resources, one file each: functions that take a `Call` and give the answer's JSON."""
