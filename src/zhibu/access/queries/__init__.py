"""Reads of accounts, grants and the trail, each with a known number of queries."""
