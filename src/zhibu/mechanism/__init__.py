"""Chapter 1 of the mission: mechanisms. Its packages do not know each other."""
