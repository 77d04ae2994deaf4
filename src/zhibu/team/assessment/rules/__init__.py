"""The rules of the assessment: plain Python."""
