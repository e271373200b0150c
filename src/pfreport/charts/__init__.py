"""Charts: one a file, each a pure `prepare`, `alt`, `table` and a `draw`."""
