"""Lists by end, and one person."""
