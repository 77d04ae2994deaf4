"""What pages and papers of assessments read."""
