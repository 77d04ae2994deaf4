"""What an organisation tells its people: in the system, on paper, as text for a work group."""
