"""The story the sample portfolio tells: Lindmere Utilities, an invented regional utility, at the
end of October 2026.
"""
