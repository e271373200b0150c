"""Looks at a workbook nobody has mapped yet and says which of its columns are probably which of
ours.
"""
