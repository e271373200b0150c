"""Figures as JSON, workbooks and lines of text."""
