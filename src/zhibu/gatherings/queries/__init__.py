"""What pages, rules and clauses ask of gatherings; each answers in a constant number of queries."""
