"""Forms of tables, of their rows, of a sheet that comes in, and of the year."""
