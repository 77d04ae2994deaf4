"""What pages and papers of life meetings read."""
