"""What is due, late, to be checked or not recorded, derived from records by clauses of the rulebook; nobody fills in anything."""
