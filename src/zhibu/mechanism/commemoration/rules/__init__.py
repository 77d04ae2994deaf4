"""What a ceremony consists of, who sits where: plain Python."""
