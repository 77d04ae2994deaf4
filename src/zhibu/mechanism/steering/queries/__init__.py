"""Reading steering committees."""
