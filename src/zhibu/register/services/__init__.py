"""Writes of the register: keyword-only, one transaction, with actor, reason and audit row."""
