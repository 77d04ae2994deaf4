"""Writing who answers for what: each service one transaction, with its actor and its basis."""
