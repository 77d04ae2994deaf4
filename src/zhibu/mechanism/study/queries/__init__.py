"""A year of study, one session, and the share of those present."""
