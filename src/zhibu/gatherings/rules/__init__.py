"""Plain rules of meetings: who is expected, when it may decide, what a vote means, when minutes may be signed. No Django."""
