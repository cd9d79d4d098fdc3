"""A believable business, made up: what `tokentill seed demo` fills a database with. Start at `seeding.seed_demo`."""
