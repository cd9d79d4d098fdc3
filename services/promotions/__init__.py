"""Promotions: what lowers a price or adds tokens, who may have it, and how often."""
