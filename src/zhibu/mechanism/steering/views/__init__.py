"""Pages of steering committees."""
