"""The shelf of an organisation, one institution with its history, and what a form of adoption knows."""
