"""What pages and papers of honours read."""
