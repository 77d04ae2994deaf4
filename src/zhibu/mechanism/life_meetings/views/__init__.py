"""Pages of life meetings."""
