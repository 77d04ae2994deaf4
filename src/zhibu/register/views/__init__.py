"""Pages of the register. A view makes one call: one query or one service."""
