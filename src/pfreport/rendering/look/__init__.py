"""What every page looks like: theme, palette, layout, style sheets."""
