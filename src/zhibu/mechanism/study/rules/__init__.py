"""The plan of a year against what was held, and what may be noted. Pure."""
