"""Commands of gatherings."""
