"""When contact is due, and what may be recorded."""
