"""Chapter 1 of the mission: mechanisms. Its packages do not know each other, but commemoration > honours > appraisal > the rest (import-linter)."""
