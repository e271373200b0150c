"""Printing, joining and describing PDFs."""
