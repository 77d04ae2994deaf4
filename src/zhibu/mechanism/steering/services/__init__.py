"""What is done with steering committees."""
