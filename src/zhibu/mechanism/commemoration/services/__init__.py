"""A ceremony is prepared."""
