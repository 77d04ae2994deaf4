"""A street's own values for the local parameters of the rulebook, each with its basis document and its history."""
