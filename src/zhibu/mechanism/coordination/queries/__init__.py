"""The lists, one need, offer, project, partner, the sheet of a year."""
