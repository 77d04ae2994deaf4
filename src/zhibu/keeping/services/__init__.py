"""Writes of this package: keyword-only, one transaction, with actor, reason and audit row."""
