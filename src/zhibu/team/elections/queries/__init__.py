"""Reading elections."""
