"""What the regulations say of elections, as pure functions."""
