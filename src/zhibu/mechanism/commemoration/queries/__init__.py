"""Ceremonies as pages and papers read them."""
