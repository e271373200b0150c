"""Lights: the only place a colour is decided."""
