"""Tables, agreements and how they stand on a day."""
