"""What templates see of a report."""
