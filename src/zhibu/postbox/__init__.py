"""What the pages outside show, and what comes back: the inner half of the portal."""
