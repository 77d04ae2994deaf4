"""Pages of proposals: the list, one member, what was settled."""
