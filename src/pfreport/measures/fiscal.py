"""Fiscal years."""
