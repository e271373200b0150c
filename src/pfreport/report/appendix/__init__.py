"""What stands behind the reports: data quality, method, glossary, sources."""
