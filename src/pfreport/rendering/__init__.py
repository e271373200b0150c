"""Turns reports into files: HTML, PDF, JSON; the only place that makes text of values."""
