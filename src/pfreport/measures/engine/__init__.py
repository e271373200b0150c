"""How figures are declared, made, and kept with what they were made from."""
