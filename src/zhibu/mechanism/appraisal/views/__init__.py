"""Pages of tables and of live scores."""
