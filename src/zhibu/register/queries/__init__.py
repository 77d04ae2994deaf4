"""Reads of the register: by name, composable, with the date as an argument and a known number of queries."""
