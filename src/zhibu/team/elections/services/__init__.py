"""Writing elections: each service one transaction, beside it the line of the case's log."""
