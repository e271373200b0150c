"""The standard workbook, blank or filled."""
