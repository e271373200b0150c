"""All that knows Excel: reads a workbook faithfully, checks it, and writes blank ones."""
