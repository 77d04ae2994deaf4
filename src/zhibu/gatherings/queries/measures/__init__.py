"""Measures of meetings for clauses: sets, never row by row; their cost follows the scope."""
