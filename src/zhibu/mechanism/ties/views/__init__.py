"""Pages of places and of what residents bring up there."""
