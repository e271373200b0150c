"""Makes text of values, for a locale."""
