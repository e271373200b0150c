"""Goals, alignment, balance."""
