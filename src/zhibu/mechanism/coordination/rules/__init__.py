"""What fits, what may be done, and the two procedures: plain Python."""
