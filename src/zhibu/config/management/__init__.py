"""Commands of Django that act otherwise here."""
