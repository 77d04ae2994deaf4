"""Writing tables: each service one transaction, with its actor and what it was for."""
