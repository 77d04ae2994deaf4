"""Rules of honours: plain Python."""
