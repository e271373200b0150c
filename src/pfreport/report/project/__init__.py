"""The sections of a project's status report, one a file."""
