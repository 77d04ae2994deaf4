"""Every component on believable pages of an invented street, without database and log-in: for the eye, axe and the browser."""
