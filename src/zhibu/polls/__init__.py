"""征求意见: on-screen polls of what has no legal consequence, off by default; who answered what is known to nobody."""
