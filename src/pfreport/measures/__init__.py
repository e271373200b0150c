"""The arithmetic: one family of measures a file. `measure_portfolio` is the step."""
