"""What clauses measure of cases: one reading each, whose cost follows its scope."""
