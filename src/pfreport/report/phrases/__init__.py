"""Sentences made of figures: headlines, messages, causes, reasons."""
