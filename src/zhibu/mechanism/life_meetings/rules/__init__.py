"""The rules of life meetings: plain Python."""
