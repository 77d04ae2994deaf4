"""Members who live Party life away from their branch (流动党员), contact with them, and the search for those who cannot be reached."""
