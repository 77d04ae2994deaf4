"""Pages of institutions."""
