"""What users attach: taken in with care, kept sealed, shown to those who see what it belongs to."""
