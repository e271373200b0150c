"""Past packs: what they say, what moved since the last one and which cells moved it."""
