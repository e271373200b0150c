"""What a portfolio is: one record class a sheet, one annotated field a column."""
