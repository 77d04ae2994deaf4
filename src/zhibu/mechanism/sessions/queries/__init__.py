"""Topics, the agenda of a session, who sits on the committee, what is late."""
