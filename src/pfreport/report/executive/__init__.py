"""The sections of the executive report, one a file."""
