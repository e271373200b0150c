"""Composes reports: one section a file, made of typed values, with no formatting."""
