"""Exposure, range of outcomes, people."""
