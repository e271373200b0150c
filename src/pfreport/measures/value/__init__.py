"""Benefits, returns, fiscal years."""
