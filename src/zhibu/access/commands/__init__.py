"""Commands about who comes in: accounts, and tokens for other systems."""
