"""Pages of agreements and of the year's procedure."""
