"""The rules of reports: plain Python."""
