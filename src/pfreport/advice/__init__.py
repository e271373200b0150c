"""What follows from the figures: decisions needed, and later what to fund, fix, defer or stop."""
