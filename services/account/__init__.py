"""What people do with their own account: how it looks, what it prefers, and taking it with them."""
