"""pfreport: project status reports and an executive report from one standard workbook."""

__version__ = "0.1.0"
