"""What is under way: procedures, steps, documents, deadlines. What was done stands in a log; all else is derived from it."""
