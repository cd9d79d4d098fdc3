"""The settings by subject. `settings.fields` puts them together."""
