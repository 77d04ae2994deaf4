"""Pages of topics, of a session's agenda, of the list of 三重一大."""
