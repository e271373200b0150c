"""One parser a type of cell."""
