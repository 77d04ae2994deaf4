"""Cases, their logs, and what waits."""
