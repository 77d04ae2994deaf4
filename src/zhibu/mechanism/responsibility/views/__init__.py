"""Pages of 党建责任."""
