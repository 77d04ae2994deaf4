"""How points are reckoned, in plain Python."""
