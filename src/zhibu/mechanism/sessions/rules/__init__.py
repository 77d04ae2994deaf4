"""What may be proposed, screened, tabled, noted; and how a topic stands."""
