"""Honours: selections, what was granted, what was received."""
