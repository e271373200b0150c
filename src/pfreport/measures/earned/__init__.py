"""Earned value, earned schedule, estimates at completion."""
