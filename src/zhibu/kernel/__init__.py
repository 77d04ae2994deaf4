"""Plain Python that every other package stands on: dates, decisions, the Reader protocol."""
