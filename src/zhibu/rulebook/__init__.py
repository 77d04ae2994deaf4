"""What the regulations say: dated values and clauses with their articles, loaded from ``regulations/``. Plain Python."""
