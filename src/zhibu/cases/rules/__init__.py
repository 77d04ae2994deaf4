"""Procedures and the fold of a log, in plain Python."""
