"""Rules of steering committees."""
