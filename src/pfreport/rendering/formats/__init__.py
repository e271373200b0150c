"""One file a format that a report can be rendered to."""
