"""Pages of 流动党员."""
