"""One act each, in one transaction."""
