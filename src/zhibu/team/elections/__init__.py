"""换届选举: branches and Party committees elect, the superior approves, then posts are written."""
