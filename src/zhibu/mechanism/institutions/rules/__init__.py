"""What holds on a day, what may be done, how a text reads. Pure."""
