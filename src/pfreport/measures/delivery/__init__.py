"""Scope, quality, milestones, change, dependencies."""
