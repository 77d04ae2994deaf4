"""Reads of responsibilities: a day is always an argument."""
