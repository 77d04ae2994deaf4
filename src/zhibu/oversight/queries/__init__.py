"""Findings and counts of a scope on a day, for a reader."""
