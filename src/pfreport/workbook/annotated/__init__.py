"""A copy of the workbook with its faults marked."""
