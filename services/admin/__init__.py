"""What admins do. Start at `actions.AdminActions`, the record of who did what."""
