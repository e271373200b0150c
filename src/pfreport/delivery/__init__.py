"""Puts finished files where they belong, all or nothing."""
