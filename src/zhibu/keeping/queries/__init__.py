"""Reads of this package, each with a known number of queries."""
