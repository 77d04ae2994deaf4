"""Writing assessments; what the records know carries the case on."""
