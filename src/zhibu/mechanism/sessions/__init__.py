"""党工委议事: topics proposed, screened, tabled, decided, followed up, and back on the agenda where they are late."""
