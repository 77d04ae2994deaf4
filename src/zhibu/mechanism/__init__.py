"""Chapter 1 of the mission: mechanisms. Its packages know each other in one order alone: commemoration > honours > appraisal > the rest."""
