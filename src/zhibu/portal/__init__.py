"""The pages for people outside: a process and a database of its own, fed and emptied by bundles; it cannot read one row of the inside."""
