"""What sections are built of: blocks, tables, bullets, figures."""
