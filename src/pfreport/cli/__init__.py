"""The command line: one file a command. The clock and the exit codes live here alone."""
