"""How long data is kept and what becomes of it then; copies that leave the house with full numbers."""
